package formats_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"html"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/jstemmer/go-junit-report/v2/junit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"

	"speedup.example/internal/check/record"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/formats"
	"speedup.example/internal/grade/intake"
)

// hostile has what breaks out of each format, at the beginnings of lines and in them.
const hostile = "=cmd|' /C calc'!A0;=1+1,\"@SUM(1)\"\x1b[31mred\x1b]0;title\x07\x00\x08\u202Eback\u2028line\uFFFE\xff\xfe" +
	"\r\n```\n````text\n~~~\n# heading\n<script>alert(1)</script><img src=x onerror=alert(1)>]]>&amp;&#0;" +
	"\n![image](https://evil.example/x.png) [link](javascript:alert(1)) <https://evil.example> https://evil.example www.evil.example" +
	"\n- item `code` ``more`` $(rm) {{.}} %s %[1]s \\ | a | b |\n---\n\n\n\n\n\n"

func hostileClass() []grade.Grade { return hostileWith(hostile, hostile, hostile) }

func hostileWith(name, message, place string) []grade.Grade {
	exercises := solved()
	for i, v := range []record.Verdict{record.Failed, record.NotBuilt, record.Rejected, record.Internal, record.NotHere} {
		set(exercises, exercises[i].Name+".", record.Record{Verdict: v, Message: message, Place: place})
		exercises[i].Results[0].Verdict = record.Races
	}
	return []grade.Grade{{
		Student: intake.Student{ID: name, Name: name, Email: name}, Source: name + "/" + strings.ReplaceAll(name, "/", "") + "_17_assignsubmission_file_/x",
		Notes: []string{message, place}, Exercises: exercises,
	}}
}

// Whatever a student's text is, every file is valid text without anything that a terminal
// would obey.
func TestHostileText(t *testing.T) {
	for _, f := range formats.Formats {
		t.Run(f.Name, func(t *testing.T) {
			got := write(t, f, hostileClass())
			if strings.HasSuffix(f.File, ".zip") {
				got = unzip(t, got)
			}
			assertPrintable(t, got)
		})
	}
}

func assertPrintable(t *testing.T, s string) {
	assert.True(t, utf8.ValidString(s), "not UTF-8")
	i := strings.IndexFunc(s, func(r rune) bool { return r != '\n' && !unicode.IsPrint(r) })
	if i >= 0 {
		t.Errorf("not printable: %q", s[max(0, i-20):min(len(s), i+20)])
	}
}

// A message can be as long as a program prints. A file is as long as someone reads.
func TestLongText(t *testing.T) {
	long := strings.Repeat("long ", 1<<18)
	for _, f := range formats.Formats {
		assert.Less(t, len(write(t, f, hostileWith(long, long, long))), 2<<20, f.Name)
	}
}

func FuzzWriters(f *testing.F) {
	f.Add("Ada Lovelace", "1 of 4 pieces ran at the same time", "pi/parallel.go:31")
	f.Add(hostile, hostile, hostile)
	f.Add("`", "```\n`", "` `")
	f.Add("", "\r", "\x00")
	f.Fuzz(func(t *testing.T, name, message, place string) {
		grades := few(hostileWith(name, message, place))
		testJSON(t, grades)
		testCSV(t, grades)
		testJUnit(t, grades)
		testMarkdown(t, grades[0])
		testPages(t, grades)
		testTerminal(t, grades)
	})
}

// few leaves two results of each exercise. More take longer, and find nothing else.
func few(grades []grade.Grade) []grade.Grade {
	for i, e := range grades[0].Exercises {
		grades[0].Exercises[i].Results = e.Results[:2]
	}
	return grades
}

// testJSON checks that the documents parse.
func testJSON(t *testing.T, grades []grade.Grade) {
	for _, name := range []string{"json", "gradescope", "classroom50"} {
		out := write(t, format(t, name), grades)
		assertPrintable(t, out)
		var doc any
		require.NoError(t, json.Unmarshal([]byte(out), &doc))
	}
}

// testCSV checks that every line has the header's fields, and none is a formula.
func testCSV(t *testing.T, grades []grade.Grade) {
	rows, err := csv.NewReader(strings.NewReader(write(t, format(t, "csv"), grades))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 1+len(grades))
	for _, field := range rows[1] {
		field = strings.TrimSpace(field)
		assert.False(t, field != "" && strings.ContainsAny(field[:1], "=+-@"), "a formula: %q", field)
		assert.NotContains(t, field, "\n")
		assert.NotContains(t, field, ";")
	}
}

// testJUnit checks that the document parses, and that its sums are right.
func testJUnit(t *testing.T, grades []grade.Grade) {
	var suites junit.Testsuites
	require.NoError(t, xml.Unmarshal([]byte(write(t, format(t, "junit"), grades)), &suites))
	var cases, failures, errors, skipped int
	for _, s := range suites.Suites {
		for _, c := range s.Testcases {
			cases++
			for pointer, n := range map[*junit.Result]*int{c.Failure: &failures, c.Error: &errors, c.Skipped: &skipped} {
				if pointer != nil {
					*n++
				}
			}
		}
	}
	assert.Equal(t, []int{suites.Tests, suites.Failures, suites.Errors, suites.Skipped}, []int{cases, failures, errors, skipped})
	assert.Positive(t, errors)
	assert.Positive(t, skipped)
}

// testMarkdown checks that a reader of Markdown finds our links only, no HTML and no image.
func testMarkdown(t *testing.T, g grade.Grade) {
	var b bytes.Buffer
	require.NoError(t, formats.Feedback(&b, g))
	assertPrintable(t, b.String())
	source := b.Bytes()
	root := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser().Parse(gmtext.NewReader(source))
	headings := 0
	require.NoError(t, ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.RawHTML, *ast.HTMLBlock, *ast.Image, *ast.AutoLink:
			t.Errorf("%s in\n%s", n.Kind(), source)
		case *ast.Link:
			assert.Regexp(t, `^[a-z]+/README\.md#the-challenge$`, string(n.Destination))
		case *ast.Heading:
			headings++
		}
		return ast.WalkContinue, nil
	}))
	want := 1 + len(g.Exercises)
	for _, e := range g.Exercises {
		for i, r := range e.Results {
			if i == 0 || e.Results[i-1].Function != r.Function {
				want++
			}
		}
	}
	assert.Equal(t, want, headings, "headings in\n%s", source)
}

// testPages checks that the tags of a page are the same whatever the text.
func testPages(t *testing.T, grades []grade.Grade) {
	assert.Equal(t, tags(t, few(hostileWith("Ada", "message", "place"))), tags(t, grades))
}

func tags(t *testing.T, grades []grade.Grade) string {
	page := write(t, format(t, "class"), grades)
	var tags strings.Builder
	for i := 0; i < len(page); i++ {
		if page[i] == '<' {
			end := strings.IndexByte(page[i:], '>')
			require.Positive(t, end)
			tags.WriteString(page[i:i+end+1] + "\n")
		}
	}
	return tags.String()
}

// testTerminal checks that the table fits into a terminal.
func testTerminal(t *testing.T, grades []grade.Grade) {
	out := write(t, format(t, "text"), grades)
	assertPrintable(t, out)
	for line := range strings.Lines(out) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 100, line)
	}
}

func TestNicknamesAreEscaped(t *testing.T) {
	grades := runners()
	grades[0].Nickname = hostile
	page := write(t, format(t, "leaderboard"), grades)
	assertPrintable(t, page)
	assert.NotContains(t, page, "<script")
	assert.Contains(t, html.UnescapeString(page), "=cmd|")
}

// The checks' processes have nonces. A student who knew one could forge a record.
func TestNoncesStayHere(t *testing.T) {
	for _, f := range formats.Formats {
		got := write(t, f, only("23"))
		if strings.HasSuffix(f.File, ".zip") {
			got = unzip(t, got)
		}
		assert.NotContains(t, got, "0123456789abcdef", f.Name)
	}
}
