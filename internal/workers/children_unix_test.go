//go:build unix

package workers_test

import (
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// requireNoChildren asks the system, which also remembers dead processes until
// somebody waits for them.
func requireNoChildren(t *testing.T) {
	t.Helper()
	_, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
	require.ErrorIs(t, err, syscall.ECHILD)
}
