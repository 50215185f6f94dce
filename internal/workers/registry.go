package workers

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"maps"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
)

// A job does a piece with a registered kernel. into decodes the piece.
type job func(into func(piece any) error) (answer any, err error)

// A registration is a kernel that workers find by its name.
type registration struct {
	do     job
	probes []any // pieces whose answers tell versions apart

	piece, answer func(content []byte) (any, error) // decode one
}

var registered = map[string]registration{}

// Register lets workers find a kernel by its name. do does one piece with it. Call it from
// an init function, because a worker process gets no further. It panics if the kernel is
// not a declared function: literals, methods and instances of generic functions have no
// name of their own.
//
// The answers to the probes are a part of [Version]. So choose pieces that take no time,
// and whose answers differ when the kernel's do.
func Register[Piece, Answer any](kernel any, do func(Piece) Answer, probes ...Piece) {
	name := nameOf(kernel)
	if strings.Count(name[strings.LastIndex(name, "/")+1:], ".") != 1 {
		panic(fmt.Sprintf("workers: kernel %q has no name of its own, want a declared function", name))
	}
	r := registration{do: func(into func(any) error) (any, error) {
		var piece Piece
		if err := into(&piece); err != nil {
			return nil, err
		}
		return do(piece), nil
	}, piece: decodeAs[Piece], answer: decodeAs[Answer]}
	for _, probe := range probes {
		r.probes = append(r.probes, probe)
	}
	registered[name] = r
	if os.Getenv(variable) == name {
		serve(name)
	}
}

// Kernels returns the names of all registered kernels, sorted.
func Kernels() []string { return slices.Sorted(maps.Keys(registered)) }

// Answer lets a registered kernel answer a piece, both encoded as an [Engine] gets them.
func Answer(kernel string, piece []byte) (answer []byte, err error) {
	r, ok := registered[kernel]
	if !ok {
		return nil, fmt.Errorf("workers: kernel %q is not registered here", kernel)
	}
	value, err := r.do(func(into any) error { return decode(piece, into) })
	if err != nil {
		return nil, fmt.Errorf("workers: kernel %q: the piece: %w", kernel, err)
	}
	if answer, err = encode(value); err != nil {
		return nil, fmt.Errorf("workers: kernel %q: the answer: %w", kernel, err)
	}
	return answer, nil
}

func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(value)
	return b.Bytes(), err
}

func decode(content []byte, into any) error {
	return gob.NewDecoder(bytes.NewReader(content)).Decode(into)
}

func decodeAs[T any](content []byte) (any, error) {
	var value T
	err := decode(content, &value)
	return value, err
}

func registeredName(kernel any) (name string, err error) {
	name = nameOf(kernel)
	if _, ok := registered[name]; !ok {
		return "", fmt.Errorf("workers: kernel %q is not registered, and a worker finds a kernel by its name only", name)
	}
	return name, nil
}

// nameOf returns the name of a function: speedup.example/pi.Scalar.
func nameOf(kernel any) string {
	return runtime.FuncForPC(reflect.ValueOf(kernel).Pointer()).Name()
}
