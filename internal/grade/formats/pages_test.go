package formats_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A page is one file: it loads nothing, and runs nothing.
func TestPagesAreSelfContained(t *testing.T) {
	for _, name := range []string{"class", "leaderboard"} {
		page := write(t, format(t, name), class())
		assert.NotRegexp(t, regexp.MustCompile(`(?i)<script|<link|<img|<iframe|@import|url\(|https?:|\son[a-z]+=`), page, name)
		assert.Contains(t, page, "prefers-color-scheme: dark", name)
		assert.Contains(t, page, "@media print", name)
		assert.Contains(t, page, `content="default-src 'none'; style-src 'unsafe-inline'"`, name)
		assert.NotContains(t, page, "ZgotmplZ", "html/template did not trust a value in %s", name)
	}
}

// The example of a check has no names, although the program printed one.
func TestExamplesAreAnonymous(t *testing.T) {
	page := write(t, format(t, "class"), class())
	assert.Contains(t, page, "<pre>… panics: index out of range</pre>")
}

// Those who can't be told apart share a place. Who was refused, or can't be measured, has none.
func TestLeaderboardPlaces(t *testing.T) {
	page := write(t, format(t, "leaderboard"), runners())
	places := regexp.MustCompile(`<tr><td class="number">(\d+)</td><td>([^<]*)</td>`).FindAllStringSubmatch(page, -1)
	var got []string
	for _, p := range places {
		got = append(got, p[1]+" "+p[2])
	}
	assert.Equal(t, []string{"1 lightning", "1 thunder", "3 slow but sure", "1 slow but sure"}, got)
	assert.Contains(t, page, "12.3 G")
	assert.Equal(t, 1, strings.Count(page, "Cycles"), "only the board that has counts shows them")
	assert.NotContains(t, page, "Runner", "nobody's name is there")
}

func TestLeaderboardOfNobody(t *testing.T) {
	assert.Contains(t, write(t, format(t, "leaderboard"), class()), "Nothing was measured yet.")
}
