package formats_test

import (
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/formats"
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

func TestLeaderboardPlaces(t *testing.T) {
	page := write(t, format(t, "leaderboard"), nil)
	places := regexp.MustCompile(`<tr><td class="number">(\d+)</td><td>([^<]*)</td>`).FindAllStringSubmatch(page, -1)
	var got []string
	for _, p := range places {
		got = append(got, p[1]+" "+p[2])
	}
	assert.Equal(t, []string{"1 lightning", "1 thunder", "3 slow but sure", "1 no name"}, got)
	assert.Contains(t, page, "12.3 G")
	assert.Equal(t, 1, strings.Count(page, "Cycles"), "only the board that has counts shows them")
}

func TestLeaderboardOfOddTimes(t *testing.T) {
	var b strings.Builder
	require.NoError(t, formats.Leaderboard(&b, []formats.Row{
		{Nickname: "nan", Exercise: "pi", Times: math.NaN()},
		{Nickname: "infinite", Exercise: "pi", Times: math.Inf(1)},
		{Nickname: "right", Exercise: "pi", Times: 2, Low: math.NaN(), High: math.Inf(1), Cycles: math.Inf(1)},
	}))
	assert.Contains(t, b.String(), "right")
	assert.NotRegexp(t, "nan|infinite|NaN|Inf", b.String())
}
