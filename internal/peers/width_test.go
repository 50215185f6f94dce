package peers

import (
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/testall"
)

func TestWidthOfAssembly(t *testing.T) {
	const (
		full = "\tvpaddq\t(%rax), %zmm0, %zmm0\n"
		half = "\tvpaddq\t(%rax), %ymm0, %ymm0\n"
		none = "\tvaddsd\t(%rax), %xmm0, %xmm0\n"
		seed = "seed:\n.L9:\n" + none + "\tjne\t.L9\n"
	)
	loop := func(lines ...string) string {
		return ".L3:\n" + strings.Join(lines, "") + "\taddq\t$64, %rax\n\tjne\t.L3\n"
	}
	for name, c := range map[string]struct {
		arch, text string
		want       int
	}{
		"full":                        {"amd64", "hot_f:\n" + loop(full) + seed, 512},
		"half":                        {"amd64", "hot_f:\n" + loop(half), 256},
		"a quarter":                   {"amd64", "hot_f:\n" + loop("\tpaddq\t%xmm1, %xmm0\n"), 128},
		"one at a time":               {"amd64", "hot_f:\n" + loop(none), noVectors},
		"integers one at a time":      {"amd64", "hot_f:\n" + loop("\taddq\t%rax, %rbx\n"), noVectors},
		"a register is cleared":       {"amd64", "hot_f:\n" + loop(full, full, full, "\tvxorpd\t%xmm1, %xmm1, %xmm1\n"), 512},
		"taken apart":                 {"amd64", "hot_f:\n" + loop(full, full, "\tvmovq\t(%rax), %xmm1\n", "\tvpinsrq\t$1, %rbx, %xmm1, %xmm1\n"), 128},
		"the narrower of two":         {"amd64", "hot_f:\n" + loop(full) + strings.ReplaceAll(loop(half), "L3", "L4"), 256},
		"of two functions":            {"amd64", "hot_f.constprop.0:\n" + loop(full) + "g:\n" + loop(none) + "hot_h:\n" + loop(half), 256},
		"the inner of two":            {"amd64", "hot_f:\n.L2:\n" + none + none + loop(full) + "\tjne\t.L2\n", 512},
		"a function of libmvec":       {"amd64", "hot_f:\n" + loop(full, "\tcall\t_ZGVeN8v_log@PLT\n"), 512},
		"one for half":                {"amd64", "hot_f:\n" + loop(full, "\tcall\t_ZGVdN4v_log@PLT\n"), 256},
		"one for a number":            {"amd64", "hot_f:\n" + loop(full, "\tcall\tlog@PLT\n"), noVectors},
		"on a Mac":                    {"amd64", "_hot_f:\nLBB0_1:\n" + half + "\tjne\tLBB0_1\n", 256},
		"no hot function":             {"amd64", "f:\n" + loop(full), 0},
		"no loop":                     {"amd64", "hot_f:\n" + full, 0},
		"arm64":                       {"arm64", "hot_f:\n.L3:\n\tadd\tv0.2d, v0.2d, v1.2d\n\tcbnz\tx0, .L3\n", 128},
		"arm64, one at a time":        {"arm64", "hot_f:\n.L3:\n\tldr\td0, [x0]\n\tfmadd\td0, d1, d2, d0\n\tbne\t.L3\n", noVectors},
		"arm64, a function of a word": {"arm64", "hot_f:\n.L3:\n\tadd\tv0.2d, v0.2d, v1.2d\n\tbl\tlog\n\tcbnz\tx0, .L3\n", noVectors},
	} {
		assert.Equal(t, c.want, assemblies[c.arch].width(c.text), name)
	}
}

func sources(t *testing.T) (folder string) {
	t.Helper()
	folder, err := filepath.Abs(filepath.Join(root, cFolder))
	require.NoError(t, err)
	return folder
}

// compiled returns the width of each program that the usual compiler makes from a folder
// of sources, with more arguments.
func compiled(t *testing.T, folder string, args ...string) map[string]int {
	t.Helper()
	cc := here(t).cc
	cc.command = append([]string{cc.command[0]}, args...)
	widths, dir := map[string]int{}, t.TempDir()
	for exercise := range here(t).programs {
		program := cc.build(t.Context(), filepath.Join(folder, exercise+".c"), filepath.Join(dir, exercise))
		require.NoError(t, program.err)
		widths[exercise] = program.bits
	}
	return widths
}

// needsGCC skips the test if the compiler lacks the options of these tests.
func needsGCC(t *testing.T) {
	t.Helper()
	needsC(t)
	if !strings.Contains(here(t).cc.version, "gcc") || runtime.GOARCH != "amd64" || runtime.GOOS != "linux" {
		t.Skip("the options are those of gcc for amd64, and libmvec is Linux's")
	}
}

func all4(bits int) map[string]int {
	return map[string]int{"slowsum": bits, "pi": bits, "options": bits, "var": bits}
}

// The loops are as wide as the processor's vectors. Without those, they are as wide as the
// next.
func TestCIsVectorised(t *testing.T) {
	testall.Only(t)
	needsGCC(t)
	full, sources := fullWidth(), sources(t)
	assert.Equal(t, all4(full), compiled(t, sources))
	assert.Equal(t, all4(min(full, 256)), compiled(t, sources, "-mno-avx512f"))
	assert.Equal(t, all4(128), compiled(t, sources, "-mno-avx"))
}

// If the processor's vectors have four words, vectors of eight are taken apart, and the
// widths show it. Once slowsum took 13 times as long for that, and the table called it our
// lead.
func TestTooWideIsNarrow(t *testing.T) {
	testall.Only(t)
	needsGCC(t)
	folder := changed(t, sources(t), "peers.h", "#if defined __AVX512F__\n", "#if 1\n")
	for exercise, bits := range compiled(t, folder, "-mno-avx512f") {
		assert.Less(t, bits, min(fullWidth(), 256), exercise)
	}
}

// The compiler can't make vectors here, even from loops.
func TestNoVectors(t *testing.T) {
	testall.Only(t)
	needsGCC(t)
	full := fullWidth()
	assert.Equal(t, map[string]int{"slowsum": full, "pi": full, "options": noVectors, "var": noVectors},
		compiled(t, sources(t), "-fno-tree-vectorize"))
}
