package options_test

import (
	"testing"

	"speedup.example/internal/vector"
	"speedup.example/options"
)

func TestEmulated(t *testing.T) {
	defer vector.Set(vector.None)()
	kernelTests(options.Emulated).Run(t)
}
