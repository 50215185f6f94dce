package main

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The committed copies match the sources.
func TestCopiesAreFresh(t *testing.T) {
	m, err := read(os.DirFS("../../.."))
	require.NoError(t, err)
	assert.Empty(t, m.stale(), "type in the module's folder: go run ./internal/vector/generate")
}

// template has names of every kind, narrowed has half the lanes, and translated has the
// names of Go 1.26.
const template = sourceTag + `
package p

import "simd/archsimd"

// SumAVX512 adds up by AVX-512.
func SumAVX512(xs *[lanesAVX512]float64) (all uint8) {
	var sum archsimd.Float64x8
	low := archsimd.BroadcastUint64x8(1)
	for range 9 { // This comment stays where it is.
		x := archsimd.LoadFloat64x8Array(xs)
		less := x.Less(sum)
		all |= less.ToBits()
		bits := (x.ToBits()).And(low)
		pairs := bits.ReshapeToUint16s().BitsToInt16()
		_ = pairs.DotProductPairs(pairs)
		sum = bits.BitsToFloat64().IfElse(less, packAVX512(x, all))
	}
	packAVX512(sum, all).StoreArray(xs)
	return all
}
`

const narrowed = sourceTag + `
package p

import "simd/archsimd"

// SumAVX2 adds up by AVX2.
func SumAVX2(xs *[lanesAVX2]float64) (all uint8) {
	var sum archsimd.Float64x4
	low := archsimd.BroadcastUint64x4(1)
	for range 9 { // This comment stays where it is.
		x := archsimd.LoadFloat64x4Array(xs)
		less := x.Less(sum)
		all |= less.ToBits()
		bits := (x.ToBits()).And(low)
		pairs := bits.ReshapeToUint16s().BitsToInt16()
		_ = pairs.DotProductPairs(pairs)
		sum = bits.BitsToFloat64().IfElse(less, packAVX2(x, all))
	}
	packAVX2(sum, all).StoreArray(xs)
	return all
}
`

const translated = copyTag + `
package p

import "simd/archsimd"

// SumAVX2 adds up by AVX2.
func SumAVX2(xs *[lanesAVX2]float64) (all uint8) {
	var sum archsimd.Float64x4
	low := archsimd.BroadcastUint64x4(1)
	for range 9 { // This comment stays where it is.
		x := archsimd.LoadFloat64x4(xs)
		less := x.Less(sum)
		all |= less.ToBits()
		bits := (x.AsUint64x4()).And(low)
		pairs := bits.AsUint16x16().AsInt16x16()
		_ = pairs.DotProductPairs(pairs)
		sum = bits.AsFloat64x4().Merge(packAVX2(x, all), less)
	}
	packAVX2(sum, all).Store(xs)
	return all
}
`

func TestNarrow(t *testing.T) {
	text, err := narrow([]byte(template))
	require.NoError(t, err)
	assert.Equal(t, narrowed, string(text))
	_, err = narrow([]byte(template + "}"))
	require.ErrorContains(t, err, "generate: 23:1")
}

func TestTranslate(t *testing.T) {
	text, err := translate("folder/p_amd64.go", []byte(narrowed))
	require.NoError(t, err)
	assert.Equal(t, translated, string(text))
}

// If the table or the syntax doesn't say what a name is, generate refuses to guess.
func TestRefuses(t *testing.T) {
	for name, test := range map[string]struct{ line, want string }{
		"function": {"_ = archsimd.LoadUint64x8(xs)", "p.go:5:15: table.go does not have archsimd.LoadUint64x8"},
		"type":     {"var m archsimd.Vector", "p.go:5:17: table.go does not have archsimd.Vector"},
		"method":   {"_ = x.RotateAllLeft(17)", "p.go:5:8: table.go does not have the method RotateAllLeft of Uint64x8"},
		"mask":     {"_ = x.Less(x).And(x.Less(x))", "p.go:5:16: table.go does not have the method And of Mask64x8"},
		"receiver": {"_ = helper(x).ToBits()", "p.go:5:16: ToBits has another name in Go 1.26"},
		"shadow":   {"{ x := 1 }", "p.go:5:4: x has another type further up in this function"},
		"syntax":   {"x = )", "p.go:5:6: expected operand"},
	} {
		t.Run(name, func(t *testing.T) {
			text := sourceTag + "package p\n\nfunc f(x archsimd.Uint64x8) {\n\t" + test.line + "\n}\n"
			_, err := translate("p.go", []byte(text))
			require.ErrorContains(t, err, test.want)
		})
	}
}

// run writes copies, and removes those without a source. It ignores files without a
// Go version's tag, and git's.
func TestRun(t *testing.T) {
	const stays = "//go:build goexperiment.simd && amd64\n\npackage p\n"
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, fstest.MapFS{
		"p/pack_amd64.go":            {Data: []byte(narrowed)},
		"p/sum_avx512_amd64.go":      {Data: []byte(template)},
		"p/sum_avx512_amd64_test.go": {Data: []byte(template)},
		"p/gone_go126_amd64.go":      {Data: []byte(generated + "gone_amd64.go; DO NOT EDIT.\n")},
		"p/width_amd64.go":           {Data: []byte(stays)},
		".git/hooks/other_amd64.go":  {Data: []byte(narrowed)},
	}))
	require.NoError(t, run(root))
	found, err := filepath.Glob(filepath.Join(root, "p", "*"))
	require.NoError(t, err)
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	assert.Equal(t, []string{
		"pack_amd64.go", "pack_go126_amd64.go",
		"sum_avx2_amd64.go", "sum_avx2_amd64_test.go", "sum_avx2_go126_amd64.go", "sum_avx2_go126_amd64_test.go",
		"sum_avx512_amd64.go", "sum_avx512_amd64_test.go", "sum_avx512_go126_amd64.go", "sum_avx512_go126_amd64_test.go",
		"width_amd64.go",
	}, found)
	for file, want := range map[string]string{
		"pack_go126_amd64.go":          generated + "pack_amd64.go; DO NOT EDIT.\n\n" + translated,
		"sum_avx2_amd64.go":            generated + "sum_avx512_amd64.go; DO NOT EDIT.\n\n" + narrowed,
		"sum_avx2_go126_amd64_test.go": generated + "sum_avx512_amd64_test.go; DO NOT EDIT.\n\n" + translated,
	} {
		text, err := os.ReadFile(filepath.Join(root, "p", file))
		require.NoError(t, err)
		assert.Equal(t, want, string(text))
	}
	assert.NoDirExists(t, filepath.Join(root, ".git", "hooks", "other_go126_amd64.go"))
}

// In another folder it would find nothing, and pass.
func TestRunElsewhere(t *testing.T) {
	require.ErrorContains(t, run(t.TempDir()), "there is no vector code here")
}

func TestStale(t *testing.T) {
	m := copies{
		have: map[string][]byte{"same": []byte("1"), "old": []byte("1"), "unneeded": []byte("1")},
		want: map[string][]byte{"same": []byte("1"), "old": []byte("2"), "missing": []byte("1")},
	}
	assert.Equal(t, []string{"missing", "old", "unneeded"}, m.stale())
}
