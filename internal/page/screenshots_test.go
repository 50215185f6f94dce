package page_test

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/testall"
)

var update = flag.Bool("update", false, "take the screenshots in testdata anew")

// Screenshots show slides in the windows that people use, and in the dark.
var screenshots = []struct {
	file, slide string
	size        image.Point
	dark        bool
}{
	{"projector.png", "Slowsum: four calls of slow_sum(5,000,000)", image.Pt(1344, 756), false},
	{"small.png", "Options: from which size on does it pay?", image.Pt(1024, 768), true},
	{"phone.png", "Slowsum: four calls of slow_sum(10,000,000), in all languages", image.Pt(390, 844), false},
}

// The screenshots have the sizes of their windows, and show something. With -update they are
// taken anew: a browser draws letters a little differently each year, so they are compared
// with nothing.
func TestScreenshots(t *testing.T) {
	testall.Only(t)
	chromium := findChromium(t)
	text := write(t, everything(t)...)
	for _, s := range screenshots {
		id := regexp.MustCompile(`<section id="(s\d+)">\n<h2>` + regexp.QuoteMeta(s.slide) + `</h2>`).FindStringSubmatch(text)
		require.NotNil(t, id, s.slide)
		shot := screenshot(t, chromium, text, id[1], s.size, s.dark)
		r, _, _, _ := shot.At(2, 2).RGBA()
		assert.Equal(t, s.dark, r < 0x8000, "%s: the colour of the page", s.file)
		path := filepath.Join("testdata", s.file)
		if *update {
			var b bytes.Buffer
			require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, shot))
			require.NoError(t, os.WriteFile(path, b.Bytes(), 0o666))
		}
		file, err := os.Open(path)
		require.NoError(t, err)
		kept, err := png.DecodeConfig(file)
		assert.NoError(t, file.Close())
		require.NoError(t, err)
		assert.Equal(t, s.size, image.Pt(kept.Width, kept.Height), s.file)
	}
}

// screenshot returns what a window of the size shows of a slide.
func screenshot(t *testing.T, chromium, text, id string, size image.Point, dark bool) image.Image {
	dir := t.TempDir()
	window := fmt.Sprintf(`<!DOCTYPE html><body style="margin: 0"><iframe style="border: 0" width="%d" height="%d" src="page.html#%s"></iframe>`, size.X, size.Y, id)
	for name, content := range map[string]string{"page.html": text, "window.html": window} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o666))
	}
	scheme := 1
	if dark {
		scheme = 0
	}
	output, err := exec.CommandContext(t.Context(), chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--host-resolver-rules=MAP * ~NOTFOUND", "--hide-scrollbars", "--window-size=1600,1200", "--virtual-time-budget=5000",
		fmt.Sprintf("--blink-settings=preferredColorScheme=%d", scheme), "--screenshot="+filepath.Join(dir, "window.png"),
		"file://"+filepath.Join(dir, "window.html")).CombinedOutput()
	require.NoError(t, err, "%s", output)
	file, err := os.Open(filepath.Join(dir, "window.png"))
	require.NoError(t, err)
	defer file.Close()
	all, err := png.Decode(file)
	require.NoError(t, err)
	shot := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(shot, shot.Bounds(), all, image.Point{}, draw.Src)
	return shot
}
