package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Help fits into a terminal: the texts into 80 columns, and what cobra adds into 100. Those of
// other programs are theirs.
func TestHelpWidth(t *testing.T) {
	for _, cmd := range append(root().Commands(), root()) {
		if cmd.DisableFlagParsing {
			continue
		}
		assertWidth(t, cmd.Name(), cmd.Long+"\n"+cmd.Example, 80)
		assertWidth(t, cmd.Name(), helpOf(t, cmd), 100)
	}
	assertWidth(t, "bench", benchHelp(), 80)
}

func helpOf(t *testing.T, cmd *cobra.Command) string {
	t.Helper()
	var out bytes.Buffer
	cmd.SetOut(&out)
	require.NoError(t, cmd.Help())
	require.NotEmpty(t, out.String())
	return out.String()
}

func assertWidth(t *testing.T, name, text string, most int) {
	t.Helper()
	for line := range strings.Lines(text) {
		assert.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), most, "%s: %s", name, line)
	}
}
