package slowsum_test

import (
	"testing"

	"speedup.example/slowsum"
)

func TestEmulated(t *testing.T) { kernelTests(slowsum.Emulated).Run(t) }
