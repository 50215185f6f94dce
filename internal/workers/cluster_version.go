package workers

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
)

// format is the number of the encoding of pieces and answers.
const format = 2

// Version tells whether two programs give the same answers. It is a hash of what the
// registered kernels answer to their probes, bit for bit, so it sees another compiler or
// processor that rounds differently, too. A piece may be answered by any program of the
// same version.
var Version = sync.OnceValue(func() string { return versionOf(registered) })

func versionOf(kernels map[string]registration) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(kernels)) {
		for _, probe := range kernels[name].probes {
			answer, _ := kernels[name].do(func(into any) error { // which assigns, and so can't fail
				reflect.ValueOf(into).Elem().Set(reflect.ValueOf(probe))
				return nil
			})
			fmt.Fprintf(h, "%s %v\n", name, answer) // %v writes all digits of a float64
		}
	}
	return fmt.Sprintf("%d-%.6x", format, h.Sum(nil))
}

// PieceText returns a piece of a registered kernel in words. Two pieces ask the same if
// their texts are equal, which need not hold of their encodings.
func PieceText(kernel string, piece []byte) (string, error) {
	r, err := find(kernel)
	if err != nil {
		return "", err
	}
	return text(r.signature.In(0), piece)
}

// AnswerText returns an answer of a registered kernel in words. Two answers are equal to
// the last bit if their texts are.
func AnswerText(kernel string, answer []byte) (string, error) {
	r, err := find(kernel)
	if err != nil {
		return "", err
	}
	return text(r.signature.Out(0), answer)
}

func text(t reflect.Type, content []byte) (string, error) {
	value := reflect.New(t)
	err := decode(content, value.Interface())
	return fmt.Sprintf("%v", value.Elem().Interface()), err
}
