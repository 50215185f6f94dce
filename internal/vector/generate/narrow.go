package main

import (
	"fmt"
	"go/format"
	"path"
	"strings"
)

// narrowName returns the name of a template's copy for AVX2, and any other name
// unchanged.
func narrowName(source string) string {
	folder, file := path.Split(source)
	return folder + strings.Replace(file, "avx512", "avx2", 1)
}

var toAVX2 = strings.NewReplacer("AVX512", "AVX2", "AVX-512", "AVX2")

// narrow returns the copy of a template for registers of half the width.
func narrow(template []byte) ([]byte, error) {
	text := vectorType.ReplaceAllStringFunc(string(template), func(name string) string {
		v := parse(name)
		v.lanes /= 2
		return v.String()
	})
	half, err := format.Source([]byte(toAVX2.Replace(text)))
	if err != nil {
		return nil, fmt.Errorf("generate: %w", err)
	}
	return half, nil
}
