package page_test

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/testall"
)

//go:embed testdata/look.js
var look string

// frames opens a page at three sizes, with the script that looks for what is broken, and
// once as it is.
const frames = `<!DOCTYPE html>
<meta charset="utf-8">
<pre id="found"></pre>
<script>addEventListener('message', e => { found.textContent += JSON.stringify(e.data) + '\n'; });</script>
<iframe width="1920" height="1080" srcdoc="%[1]s"></iframe>
<iframe width="1024" height="768" srcdoc="%[1]s"></iframe>
<iframe width="390" height="844" srcdoc="%[1]s"></iframe>
<iframe width="1024" height="768" srcdoc="%[2]s"></iframe>
`

// A sight is what the script has seen in a window.
type sight struct {
	Size  string   `json:"size"`
	Texts int      `json:"texts"`
	Found []string `json:"found"`

	Smallest   float64 `json:"smallest"` // height of letters in pixels
	SmallestIs string  `json:"smallestIs"`
}

var found = regexp.MustCompile(`(?s)<pre id="found">(.*?)</pre>`)

// readable is the height in pixels of the smallest letters that people can read on a screen.
const readable = 12

// A page in a browser without a network, in the windows of a projector, of an old one, and of
// a phone: nothing overlaps, is cut off, or is loaded, and the console stays empty. Their
// letters can be read.
func TestInChromium(t *testing.T) {
	testall.Only(t)
	chromium := findChromium(t)
	text := write(t, everything(t)...)
	sights, console := open(t, chromium, text)
	assert.Empty(t, console)
	require.Len(t, sights, 3)
	var sizes []string
	for _, s := range sights {
		sizes = append(sizes, s.Size)
		assert.Greater(t, s.Texts, 500)
		assert.GreaterOrEqual(t, s.Smallest, float64(readable), "%s: %s", s.Size, s.SmallestIs)
		assert.Empty(t, strings.Join(s.Found, "\n"), s.Size)
	}
	assert.ElementsMatch(t, []string{"1920x1080", "1024x768", "390x844"}, sizes)
}

// The script sees what it looks for.
func TestChromiumFinds(t *testing.T) {
	testall.Only(t)
	chromium := findChromium(t)
	broken := `<meta http-equiv="Content-Security-Policy" content="x"><section id="s1"><h2>A slide</h2>
<svg viewBox="0 0 200 100" width="300"><text x="10" y="50">one</text><text x="12" y="50">two</text><text x="190" y="90">three</text></svg>
<p style="width: 3000px">wide</p><p style="font-size: 5px">tiny</p><p style="margin-top: -30px">above</p></section>`
	sights, _ := open(t, chromium, broken)
	require.Len(t, sights, 3)
	all := strings.Join(slices.Concat(sights[0].Found, sights[1].Found, sights[2].Found), "\n")
	for _, want := range []string{"the page is ", `overlap: s1 text "one" and s1 text "two"`, `cut off: s1 text "three"`, `beyond the window: s1 p "wide"`, `and s1 p "above"`} {
		assert.Contains(t, all, want)
	}
	assert.InDelta(t, 5, sights[0].Smallest, 1e-6)
	small, _ := open(t, chromium, `<svg viewBox="0 0 200 100" width="300"><text x="50" y="50" font-size="4" transform="rotate(-90 50 50)">scaled</text></svg>`)
	assert.InDelta(t, 6, small[0].Smallest, 1e-6)
	_, console := open(t, chromium, broken+`<script>console.error("seen")</script>`)
	assert.Contains(t, console, "seen")
}

// findChromium returns the browser's command, or skips the test.
func findChromium(t *testing.T) string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no chromium here; .ci/run installs it (apt-get install chromium)")
	return ""
}

var consoleLine = regexp.MustCompile(`(?m)^.*CONSOLE.*$`)

// open opens a page in the browser, and returns what the script has seen in each window, and
// what is on the console.
func open(t *testing.T, chromium, text string) (sights []sight, console string) {
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`)
	watched := policy.ReplaceAllString(text, "") + "<script>" + look + "</script>"
	dir := t.TempDir()
	file := filepath.Join(dir, "frames.html")
	require.NoError(t, os.WriteFile(file, fmt.Appendf(nil, frames, html.EscapeString(watched), html.EscapeString(text)), 0o666))
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr", "--window-size=2000,1200", "--virtual-time-budget=20000", "--dump-dom", "file://"+file)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	require.NoError(t, cmd.Run(), "%s", &stderr)
	match := found.FindStringSubmatch(stdout.String())
	require.NotNil(t, match)
	for line := range strings.Lines(html.UnescapeString(match[1])) {
		var s sight
		require.NoError(t, json.Unmarshal([]byte(line), &s))
		sights = append(sights, s)
	}
	return sights, strings.Join(consoleLine.FindAllString(stderr.String(), -1), "\n")
}
