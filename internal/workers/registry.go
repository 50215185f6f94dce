package workers

import (
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
	do        job
	signature reflect.Type // func(Piece) Answer
	probes    []any        // pieces whose answers tell versions apart
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
			return nil, fmt.Errorf("the piece: %w", err)
		}
		return do(piece), nil
	}, signature: reflect.TypeOf(do)}
	for _, probe := range probes {
		r.probes = append(r.probes, probe)
	}
	registered[name] = r
	if os.Getenv(variable) == name {
		serve(r.do)
	}
}

// Kernels returns the names of all registered kernels, sorted.
func Kernels() []string { return slices.Sorted(maps.Keys(registered)) }

// registeredName returns the name of a kernel that is registered with these types.
func registeredName[Piece, Answer any](kernel any) (name string, err error) {
	name = nameOf(kernel)
	r, ok := registered[name]
	if !ok {
		return "", fmt.Errorf("workers: kernel %q is not registered, and a worker finds a kernel by its name only", name)
	}
	if signature := reflect.TypeFor[func(Piece) Answer](); signature != r.signature {
		return "", fmt.Errorf("workers: kernel %q is registered as %v, not as %v", name, r.signature, signature)
	}
	return name, nil
}

// nameOf returns the name of a function: speedup.example/pi.Scalar.
func nameOf(kernel any) string {
	return runtime.FuncForPC(reflect.ValueOf(kernel).Pointer()).Name()
}
