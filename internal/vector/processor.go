package vector

import "golang.org/x/sys/cpu"

// Processor returns the widest instructions of this package that the processor and
// its operating system have, whether this program was built for them or not.
func Processor() Width {
	x86 := cpu.X86
	switch {
	case x86.HasAVX512F && x86.HasAVX512CD && x86.HasAVX512BW && x86.HasAVX512DQ && x86.HasAVX512VL:
		return AVX512
	case x86.HasAVX2 && x86.HasFMA:
		return AVX2
	}
	return None
}
