package remote_test

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/remote"
)

// In a file there is a line after two seconds, and then every ten.
func TestStatusInFile(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	require.NoError(t, err)
	defer file.Close()
	synctest.Test(t, func(*testing.T) {
		s := remote.NewStatus(file)
		for _, line := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"} {
			s.Show(line)
			time.Sleep(time.Second + time.Millisecond)
		}
		s.Note("the end")
		s.End()
	})
	content, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	require.Equal(t, "2\n12\nthe end\n", string(content))
}
