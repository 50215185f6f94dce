package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A vector is a type of package archsimd: Float64x8 is {"Float", 64, 8}. The zero value
// is any other type.
type vector struct {
	kind        string // of its elements: Float, Int, Uint or Mask
	bits, lanes int
}

func (v vector) String() string { return fmt.Sprintf("%s%dx%d", v.kind, v.bits, v.lanes) }

var vectorType = regexp.MustCompile(`(Float|Int|Uint|Mask)(\d+)x(\d+)`)

// parse returns the vector whose type is part of a name.
func parse(name string) (v vector) {
	if match := vectorType.FindStringSubmatch(name); match != nil {
		v.kind = match[1]
		v.bits, _ = strconv.Atoi(match[2])
		v.lanes, _ = strconv.Atoi(match[3])
	}
	return v
}

// The names in package archsimd, by their names in Go 1.27. The star is the type of
// a vector. A function with a star returns one.
var functions = map[string]string{
	"*":                 "*",
	"*FromBits":         "*FromBits",
	"Broadcast*":        "Broadcast*",
	"Load*Array":        "Load*",
	"ClearAVXUpperBits": "ClearAVXUpperBits",
}

// function returns the name in Go 1.26 of something in package archsimd, and its vector.
func function(name string) (old string, v vector, ok bool) {
	v = parse(name)
	old, ok = functions[strings.Replace(name, v.String(), "*", 1)]
	return strings.Replace(old, "*", v.String(), 1), v, ok
}

// A method has a name in Go 1.26. A star in it is the type of the result, which depends
// on the receiver.
type method struct {
	old    string
	result func(v vector) vector
}

// The methods, by their names in Go 1.27. RotateAllLeft is not among them: for 512 bits
// it takes one instruction in Go 1.26, and three in Go 1.27.
var methods = map[string]method{
	"Add":              {"Add", same},
	"And":              {"And", same},
	"AndNot":           {"AndNot", same},
	"BitsToFloat64":    {"As*", of("Float")},
	"BitsToInt16":      {"As*", of("Int")},
	"Compress":         {"Compress", same},
	"DotProductPairs":  {"DotProductPairs", pairs},
	"Greater":          {"Greater", of("Mask")},
	"IfElse":           {"Merge", same}, // with the arguments the other way round
	"Less":             {"Less", of("Mask")},
	"Masked":           {"Masked", same},
	"Max":              {"Max", same},
	"Mul":              {"Mul", same},
	"MulAdd":           {"MulAdd", same},
	"Or":               {"Or", same},
	"Permute":          {"Permute", same},
	"ReshapeToUint16s": {"As*", reshaped(16)},
	"ReshapeToUint32s": {"As*", reshaped(32)},
	"ReshapeToUint64s": {"As*", reshaped(64)},
	"RotateLeft":       {"RotateLeft", same},
	"ShiftAllLeft":     {"ShiftAllLeft", same},
	"ShiftRight":       {"ShiftRight", same},
	"Sqrt":             {"Sqrt", same},
	"StoreArray":       {"Store", nothing},
	"Sub":              {"Sub", same},
	"ToBits":           {"As*", of("Uint")},
	"Xor":              {"Xor", same},
}

// The methods of masks.
var maskMethods = map[string]method{
	"ToBits":     {"ToBits", nothing},
	"ToInt32x8":  {"ToInt32x8", of("Int")},
	"ToInt32x16": {"ToInt32x16", of("Int")},
}

// The course's functions that return vectors, all of one type.
var registers = map[string]vector{
	"AddSquaresAVX512": {"Float", 64, 8},
	"AddSumsAVX512":    {"Float", 64, 8},
	"LoadAVX512":       {"Uint", 64, 8},
	"LoadSumsAVX512":   {"Float", 64, 8},
	"NextAVX512":       {"Uint", 64, 8},
	"packAVX512":       {"Float", 64, 8},
}

// own returns the type that one of them, or its copy for AVX2, returns.
func own(name string) vector {
	before, isNarrow := strings.CutSuffix(name, "AVX2")
	if !isNarrow {
		return registers[name]
	}
	v := registers[before+"AVX512"]
	v.lanes /= 2
	return v
}

func same(v vector) vector  { return v }
func nothing(vector) vector { return vector{} }
func pairs(v vector) vector { return vector{v.kind, v.bits * 2, v.lanes / 2} }

func of(kind string) func(vector) vector {
	return func(v vector) vector { return vector{kind, v.bits, v.lanes} }
}

func reshaped(bits int) func(vector) vector {
	return func(v vector) vector { return vector{v.kind, bits, v.bits * v.lanes / bits} }
}

// method returns the name in Go 1.26 of a method of v, and its result.
func (v vector) method(name string) (old string, result vector, ok bool) {
	table := methods
	if v.kind == "Mask" {
		table = maskMethods
	}
	m, ok := table[name]
	if !ok {
		return "", vector{}, false
	}
	result = m.result(v)
	return strings.Replace(m.old, "*", result.String(), 1), result, true
}
