package readme

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "make the tables of the documents anew from their raw lines")

func benchstat(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"tool", "benchstat"}, args...)...)
	cmd.Dir = root
	return cmd.Output()
}

// Every table of every document matches its committed raw lines.
func TestTables(t *testing.T) {
	r := Repository{FS: os.DirFS(root), Benchstat: benchstat}
	if *update {
		changed, err := r.Update(t.Context())
		for file, text := range changed {
			require.NoError(t, os.WriteFile(filepath.Join(root, file), text, 0o666))
			t.Logf("made the tables of %s anew", file)
		}
		require.NoError(t, err)
	}
	require.NoError(t, r.Check(t.Context()))
}
