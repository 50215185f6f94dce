package workers

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"
)

// format is the number of the encoding of pieces and answers.
const format = 1

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
	return text(registered[kernel].piece, piece)
}

// AnswerText returns an answer of a registered kernel in words. Two answers are equal to
// the last bit if their texts are.
func AnswerText(kernel string, answer []byte) (string, error) {
	return text(registered[kernel].answer, answer)
}

func text(decode func([]byte) (any, error), content []byte) (string, error) {
	if decode == nil {
		return "", errors.New("workers: the kernel is not registered here")
	}
	value, err := decode(content)
	return fmt.Sprintf("%v", value), err
}
