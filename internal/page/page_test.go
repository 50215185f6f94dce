package page_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/page"
	"speedup.example/internal/report"
)

// read reads results of the course, in the order of its exercises.
func read(t testing.TB, patterns ...string) (files []*report.File) {
	t.Helper()
	for _, pattern := range patterns {
		paths := []string{pattern}
		if strings.Contains(pattern, "*") {
			paths = nil
			for _, name := range course.Names() {
				paths = append(paths, strings.ReplaceAll(pattern, "*", name))
			}
		}
		for _, path := range paths {
			file, err := report.ReadFile(filepath.Join("..", "..", path))
			if errors.Is(err, os.ErrNotExist) {
				continue // no growth of what waits
			}
			require.NoError(t, err)
			files = append(files, file)
		}
	}
	require.NotEmpty(t, files)
	return files
}

const slides = "internal/report/testdata/slides/"

// everything has results of all kinds: more than anybody puts on one page.
func everything(t testing.TB) []*report.File {
	files := read(t, "*/testdata/sweep.txt", "*/testdata/lecture.txt", "*/testdata/growth.txt",
		"internal/peers/testdata/avx512.txt", slides+"should.bench", slides+"reference.bench")
	return append(files, parse(t, "ab.txt", versions()))
}

// kept has all results of this machine that the course keeps.
func kept(t testing.TB) []*report.File {
	return read(t, "*/testdata/sweep.txt", "*/testdata/lecture.txt", "*/testdata/growth.txt", "*/testdata/crossover.txt", "internal/peers/testdata/avx512.txt")
}

func parse(t testing.TB, name, text string) *report.File {
	t.Helper()
	f, err := report.Parse(name, []byte(text))
	require.NoError(t, err)
	return f
}

// versions are rounds of two versions. The row unrolled becomes 14% slower.
func versions() string {
	var b strings.Builder
	b.WriteString("cores: 2\nbefore: HEAD (1234567)\nafter: the working tree\nmargin: 0.02\ncontrols: Pi/sequential\n")
	for _, again := range []string{"", report.Again} {
		for round := range 20 {
			for _, side := range []string{"before", "after", "after", "before"} {
				fmt.Fprintf(&b, "round: %s%d\nside: %s\n", again, round, side)
				times := []int{1000 + round%3, 2000 + round%5, 3000}
				if side == "after" {
					times[0] = times[0]*114/100 + round%2
				}
				for i, row := range []string{"unrolled", "sequential", "parallel"} {
					fmt.Fprintf(&b, "BenchmarkPi/n=1000/impl=%s-2 100 %d ns/op\n", row, times[i]+i*(round%2))
				}
			}
		}
	}
	return b.String()
}

// predicted is what a student expects of Pi.
func predicted(exercise, impl string) (float64, bool) {
	return 1.9, exercise == "Pi" && impl == "parallel"
}

func write(t testing.TB, files ...*report.File) string {
	t.Helper()
	deck, err := report.NewDeck(report.Options{Prediction: predicted}, files...)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, page.Write(&b, deck))
	return b.String()
}

// A page loads nothing, runs nothing, and is small.
func TestPageIsOneFile(t *testing.T) {
	if testing.Short() {
		t.Skip("it draws many figures")
	}
	text := write(t, everything(t)...)
	assert.Less(t, len(text), 500_000)
	assert.Less(t, len(write(t, kept(t)...)), 500_000)
	assert.Empty(t, regexp.MustCompile(`(?i)<script|<img|<iframe|@import|url\(`).FindString(text))
	addresses := regexp.MustCompile(`(?:href|src)="([^"]{0,40})`).FindAllStringSubmatch(text, -1)
	require.NotEmpty(t, addresses)
	for _, address := range addresses {
		assert.Regexp(t, `^(#|data:)`, address[1])
	}
	assert.Empty(t, regexp.MustCompile("https?:.{20}").FindString(strings.ReplaceAll(text, `xmlns="http://www.w3.org/2000/svg"`, "")))
}

var svgs = regexp.MustCompile(`(?s)<svg .*?</svg>`)

// Every figure is well-formed, and says what it shows to those who can't see it.
func TestFigures(t *testing.T) {
	figures := svgs.FindAllString(write(t, everything(t)...), -1)
	assert.Greater(t, len(figures), 30)
	ids := map[string]bool{}
	for _, figure := range figures {
		id := regexp.MustCompile(`role="img" aria-labelledby="(\S+)-title (\S+)-desc"`).FindStringSubmatch(figure)
		require.NotNil(t, id, figure[:200])
		assert.False(t, ids[id[1]], "two figures are %s", id[1])
		ids[id[1]] = true
		assert.Regexp(t, `<title id="`+id[1]+`-title">[^<]{5,}</title>\n<desc id="`+id[1]+`-desc">[^<]{20,}</desc>`, figure[:min(len(figure), 2000)])
		assert.Empty(t, regexp.MustCompile(`#[0-9A-Fa-f]{6}`).FindString(figure), "a colour that does not follow the system")
		assert.False(t, strings.Contains(figure, "NaN"), id[1])
		decoder := xml.NewDecoder(strings.NewReader(figure))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if !assert.NoError(t, err) {
				break
			}
		}
	}
}

// A figure that is a file of its own has its colours, too.
func TestFigureFile(t *testing.T) {
	deck, err := report.NewDeck(report.Options{}, read(t, "pi/testdata/sweep.txt")...)
	require.NoError(t, err)
	figure, err := page.Draw(deck.Slides[1].Figures[0], "f")
	require.NoError(t, err)
	text := string(figure.File())
	for _, match := range regexp.MustCompile(`var\((--\w+)\)`).FindAllStringSubmatch(text, -1) {
		assert.Contains(t, text, match[1]+": #")
	}
	assert.Contains(t, text, "prefers-color-scheme: dark")
	assert.Less(t, len(text), 20_000)
}

// What cells, sentences and figures say, without the raw lines and the axes.
var (
	tags = regexp.MustCompile(`(?s)<style>.*?</style>|<svg .*?</svg>|<nav>.*?</nav>|<details class="raw">.*?</details>|<ol class="toc">.*?</ol>|<[^>]*>`)
	desc = regexp.MustCompile(`(?s)<desc [^>]*>(.*?)</desc>`)
	word = regexp.MustCompile(`[\d.,]*\d[\d.,]*(?: (?:ns|µs|ms|s|million)\b|×|%)?`)
)

func said(text string) string {
	var descs []string
	for _, match := range desc.FindAllStringSubmatch(text, -1) {
		descs = append(descs, match[1])
	}
	return html.UnescapeString(tags.ReplaceAllString(text, " ") + " " + strings.Join(descs, " "))
}

// numbers returns the numbers in a text, with their units.
func numbers(text string) (found []string) {
	for _, n := range word.FindAllString(text, -1) {
		found = append(found, strings.TrimRight(n, ".,"))
	}
	return found
}

// machines returns results of a cluster.
func machines() string {
	var b strings.Builder
	b.WriteString("cores: 2\nsizes: cluster\n")
	for _, exercise := range []string{"Pi", "Options", "Var"} {
		for i, n := range []int{1000, 100_000, 10_000_000} {
			for j, row := range course.Elsewhere {
				fmt.Fprintf(&b, "Benchmark%s/n=%d/impl=%s-2 1 %d ns/op\n", exercise, n, row.Name, n*(30-4*j*i)+j*123456)
			}
		}
	}
	return b.String()
}

// Every number of a page is in the text tables of the same results.
func TestNumbersAreThoseOfTheTables(t *testing.T) {
	for name, test := range map[string]struct {
		files []*report.File
		text  func(*testing.T, []*report.File) string
	}{
		"sweep":   {read(t, "*/testdata/sweep.txt"), sweepText},
		"lecture": {read(t, "*/testdata/lecture.txt"), tableText(report.Lecture)},
		"peers":   {read(t, "internal/peers/testdata/avx512.txt"), tableText(report.Peers)},
		"should":  {read(t, slides+"should.bench"), tableText(report.Crossover)},
		"cluster": {[]*report.File{parse(t, "cluster.txt", machines())}, tableText(report.Elsewhere)},
		"costs":   {read(t, slides+"reference.bench"), tableText(report.Reference)},
		"ab":      {[]*report.File{parse(t, "ab.txt", versions())}, pairText},
	} {
		t.Run(name, func(t *testing.T) {
			known := map[string]bool{"1.9×": true, "95%": true} // predicted; the intervals
			for _, n := range numbers(test.text(t, test.files)) {
				known[n] = true
				known[strings.TrimRight(n, "×%")] = true
			}
			for _, file := range test.files {
				for _, key := range []string{"cpu", "goarch", "go", "go-simd", "cores", "python", "cc"} {
					for _, n := range numbers(file.Config(key)) {
						known[n] = true
					}
				}
			}
			checked := 0
			page := write(t, test.files...)
			text := said(page)
			for _, n := range numbers(text) {
				assert.True(t, known[n], "%q is on the page, and in no table", n)
				checked++
			}
			assert.Greater(t, checked, 20)
			assertRows(t, test.text(t, test.files), page)
		})
	}
}

var (
	row  = regexp.MustCompile(`(?s)<tr>(.*?)</tr>`)
	cell = regexp.MustCompile(`<td[^>]*>(.*?)</td>`)
)

// assertRows checks that the rows of the tables are lines of the text, so no number stands
// beside another name. The text has the columns of the overview in blocks, and no predictions.
func assertRows(t *testing.T, text, page string) {
	t.Helper()
	lines := map[string]bool{}
	for line := range strings.Lines(text) {
		lines[strings.Join(strings.Fields(line), " ")] = true
	}
	found := 0
	for _, section := range regexp.MustCompile(`(?s)<section.*?</section>`).FindAllString(page, -1) {
		if strings.Contains(section, "All exercises") || strings.Contains(section, "predicted") {
			continue
		}
		for _, match := range row.FindAllStringSubmatch(section, -1) {
			var cells []string
			for _, c := range cell.FindAllStringSubmatch(match[1], -1) {
				cells = append(cells, strings.Fields(html.UnescapeString(c[1]))...)
			}
			if len(cells) > 0 {
				assert.True(t, lines[strings.Join(cells, " ")], "%q is a row of the page, and no line of a table", cells)
				found++
			}
		}
	}
	assert.GreaterOrEqual(t, found, 3)
}

func tableText(table func(*report.Results) string) func(*testing.T, []*report.File) string {
	return func(t *testing.T, files []*report.File) string {
		r, err := report.Join(files...)
		require.NoError(t, err)
		return table(r) + report.Lecture(r) + report.Speedups(r, report.Options{Verbose: true}) + report.Warnings(r)
	}
}

func sweepText(t *testing.T, files []*report.File) string {
	return tableText(report.Lecture)(t, files)
}

func pairText(t *testing.T, files []*report.File) string {
	pair, ok := files[0].Pair()
	require.True(t, ok)
	var b bytes.Buffer
	require.NoError(t, pair.Write(&b, report.Text))
	return b.String() + " 1000"
}

// The line of a row has its points where the scale says that the table's numbers are. The
// scale is that of the ideal line, from 1 at one core to 2 at two.
func TestPointsAreThoseOfTheTable(t *testing.T) {
	deck, err := report.NewDeck(report.Options{}, read(t, "pi/testdata/sweep.txt")...)
	require.NoError(t, err)
	slide := deck.Slides[1]
	figure, err := page.Draw(slide.Figures[0], "f")
	require.NoError(t, err)
	ideal := pointsOf(t, figure, `stroke:var\(--faint\);stroke-dasharray:7,4`)
	parallel := pointsOf(t, figure, `stroke:var\(--scalar\);stroke-width:1\.8`)
	require.Len(t, parallel, 4)
	for _, line := range slide.Details[0].Rows[1:] {
		if line[0] != "parallel" {
			continue
		}
		for i, cell := range line[1:] {
			times, err := strconv.ParseFloat(strings.Fields(strings.ReplaceAll(cell, "×", " "))[0], 64)
			require.NoError(t, err)
			assert.InDelta(t, ideal[0][1]+math.Log2(times)*(ideal[1][1]-ideal[0][1]), parallel[i][1], 0.5, cell)
			assert.InDelta(t, ideal[0][0]+float64(i)*(ideal[1][0]-ideal[0][0]), parallel[i][0], 10, "%s, a little aside", cell)
		}
	}
}

// pointsOf returns the points of the first path with a style.
func pointsOf(t *testing.T, figure page.Figure, style string) (points [][2]float64) {
	t.Helper()
	match := regexp.MustCompile(`<path d="([^"]*)" style="` + style + `"/>`).FindSubmatch(figure.File())
	require.NotNil(t, match, style)
	for _, xy := range regexp.MustCompile(`([\d.]+),([\d.]+)`).FindAllSubmatch(match[1], -1) {
		x, err := strconv.ParseFloat(string(xy[1]), 64)
		require.NoError(t, err)
		y, err := strconv.ParseFloat(string(xy[2]), 64)
		require.NoError(t, err)
		points = append(points, [2]float64{x, y})
	}
	return points
}

const evil = `</pre><script>alert(1)</script><pre data-result="x">&amp;"'` + "`|=#FEDC00#FEDCFF"

// Whatever a file has in its lines, it stays text on a page, and is read back as it was.
func TestHostileResults(t *testing.T) {
	name := strings.NewReplacer("/", "", " ", "").Replace(evil)
	text := "cores: 2\ncpu: " + evil + "\ngo: " + evil + "\n# " + evil + "\n"
	for range 6 {
		for _, procs := range []int{1, 2} {
			for _, impl := range []string{"sequential", "parallel", name} {
				text += fmt.Sprintf("Benchmark%s/n=1/impl=%s-%d 10 60 ns/op\n", name, strings.ReplaceAll(impl, "=", ""), procs)
			}
		}
	}
	file := parse(t, evil+".txt", text)
	got := write(t, file)
	assert.False(t, strings.Contains(strings.ToLower(got), "<script"))
	assert.Equal(t, 1, strings.Count(got, "<pre data-result="))
	back, err := report.ParseAll("page.html", []byte(got))
	require.NoError(t, err)
	require.Len(t, back, 1)
	assert.Equal(t, text, back[0].Raw())
	assert.Equal(t, file.Name, back[0].Name)
}

// Numbers that nobody can have measured, and a hundred long names, still make a page.
func TestOddResults(t *testing.T) {
	if testing.Short() {
		t.Skip("it draws many figures")
	}
	var b strings.Builder
	b.WriteString("cores: 2\n")
	for range 6 {
		for _, size := range []string{"n=1", "n=2", "what=x"} {
			for i, ns := range []string{"1e300", "1e-290", "0", "1", "1e9"} {
				for _, impl := range []string{"sequential", "parallel", "limit", "python", strings.Repeat("long-", 50)} {
					fmt.Fprintf(&b, "BenchmarkPi/%s/impl=%s%s-%d 1 %s ns/op %s ns/sample\n", size, impl, strings.Repeat("x", i), 1+i%3, ns, ns)
				}
			}
		}
		for i := range 100 {
			fmt.Fprintf(&b, "BenchmarkVar/n=1/impl=x%dx 1 5 ns/op\nBenchmarkVar/n=1/impl=x%[1]dx-2 1 5 ns/op\n", i)
		}
		b.WriteString("BenchmarkVar/n=1/impl=sequential 1 5 ns/op\n")
	}
	for _, kind := range []string{"", "lecture", "peers", "growth", "should", "crossover", "cluster", "reference"} {
		assert.NotContains(t, write(t, parse(t, "odd.txt", "sizes: "+kind+"\n"+b.String())), "NaN", kind)
	}
	for _, kind := range []string{"lecture", "growth", "should"} {
		write(t, parse(t, "one.txt", "sizes: "+kind+"\nBenchmarkPi/n=1/impl=parallel 1 5 ns/op\n"))
	}
	pair := strings.NewReplacer("1000 +", "1e300 +", "margin: 0.02", "margin: 0.99").Replace(versions())
	write(t, parse(t, "ab.txt", pair))
}

// A page is as good as the results in it, packed or not.
func TestReadBack(t *testing.T) {
	if testing.Short() {
		t.Skip("it draws many figures")
	}
	for name, files := range map[string][]*report.File{
		"few lines":  read(t, "pi/testdata/lecture.txt"),
		"many lines": read(t, "*/testdata/sweep.txt"),
		"kinds":      everything(t),
	} {
		t.Run(name, func(t *testing.T) {
			text := write(t, files...)
			assert.Equal(t, name != "few lines", strings.Contains(text, report.PackedPrefix))
			back, err := report.ParseAll("page.html", []byte(text))
			require.NoError(t, err)
			require.Len(t, back, len(files))
			for i := range files {
				assert.Equal(t, files[i].Raw(), back[i].Raw())
				assert.Equal(t, files[i].Name, back[i].Name)
			}
			assert.True(t, text == write(t, back...), "the page of a page differs")
		})
	}
}

// A packed result that is damaged is an error, and no crash.
func TestDamagedPage(t *testing.T) {
	text := write(t, read(t, "*/testdata/sweep.txt")...)
	i := strings.Index(text, report.PackedPrefix) + len(report.PackedPrefix)
	_, err := report.ParseAll("page.html", []byte(text[:i]+"AAAA"+text[i+4:]))
	require.ErrorContains(t, err, `report: page.html is a page whose packed result "sweep" is damaged: `)
}

// No two implementations of the course look the same without colours.
func TestLooksDiffer(t *testing.T) {
	for _, exercise := range course.Exercises {
		seen := map[string]string{}
		for _, row := range exercise.Rows {
			look := page.LookOf(row.Name)
			assert.Empty(t, seen[look], "%s looks like %s", row.Name, seen[look])
			seen[look] = row.Name
		}
	}
}
