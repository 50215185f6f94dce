package page_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/testall"
)

// On paper there is a sheet for each slide and one for the machine. None has only the raw
// lines, which nobody can open there.
func TestPrint(t *testing.T) {
	testall.Only(t)
	chromium := findChromium(t)
	text := write(t, everything(t)...)
	dir := t.TempDir()
	file, pdf := filepath.Join(dir, "page.html"), filepath.Join(dir, "page.pdf")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o666))
	output, err := exec.CommandContext(t.Context(), chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--host-resolver-rules=MAP * ~NOTFOUND", "--print-to-pdf="+pdf, "file://"+file).CombinedOutput()
	require.NoError(t, err, "%s", output)
	printed, err := os.ReadFile(pdf)
	require.NoError(t, err)
	sheets := regexp.MustCompile(`/Type /Page\b`).FindAll(printed, -1)
	assert.Len(t, sheets, strings.Count(text, "<section ")-1)
}
