package formats

import (
	"regexp"
	"strings"

	"speedup.example/internal/student"
)

// Text that isn't ours stands in code, where CommonMark takes nothing for markup: no HTML,
// no link, no image. Only a longer run of backticks ends the code.
// (https://spec.commonmark.org/0.31.2/#fenced-code-blocks and #code-spans)

var backticks = regexp.MustCompile("`+")

// fence returns more backticks than a text has in a row, and at least some.
func fence(text string, least int) string {
	for _, run := range backticks.FindAllString(text, -1) {
		least = max(least, len(run)+1)
	}
	return strings.Repeat("`", least)
}

// codeSpan returns a line of text as a code span. CommonMark takes one space off either end, if
// both have one.
func codeSpan(text string) string {
	if text == "" {
		return ""
	}
	fence := fence(text, 1)
	if strings.Contains(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// block returns text as a fenced code block, wrapped, as a terminal shows it. Within a list
// it has the list's indent.
func block(text, indent string) string {
	text = student.Wrap(text, indent)
	fence := indent + fence(text, 3)
	return fence + "text\n" + text + "\n" + fence + "\n"
}
