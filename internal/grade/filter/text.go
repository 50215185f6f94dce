package filter

import (
	"bytes"
	"go/scanner"
	"go/token"
	"regexp"
	"strings"
	"unicode/utf8"
)

// maxBytes is many times the length of any solution.
const maxBytes = 64 << 10

// maxBrackets is how deep brackets may nest. It is checked before the parser sees the
// source, because parsers call themselves for each bracket.
const maxBrackets = 100

// text checks that the source is text of a bounded size, and reports whether it is.
func (c *checker) text(source []byte) bool {
	switch {
	case len(source) > maxBytes:
		c.refuseLine(1, msgTooLong, len(source), maxBytes)
	case !utf8.Valid(source):
		c.refuseLine(lineAt(source, firstInvalid(source)), msgNotUTF8)
	case bytes.IndexByte(source, 0) >= 0:
		c.refuseLine(lineAt(source, bytes.IndexByte(source, 0)), msgNUL)
	default:
		return true
	}
	return false
}

// firstInvalid returns the offset of the first byte that is not UTF-8.
func firstInvalid(source []byte) int {
	valid := bytes.ToValidUTF8(source, nil)
	for i := range valid {
		if source[i] != valid[i] {
			return i
		}
	}
	return len(valid)
}

// lineAt returns the line that an offset is in, from 1.
func lineAt(source []byte, offset int) int {
	return 1 + bytes.Count(source[:offset], []byte("\n"))
}

// tokens checks all comments, and how deep brackets nest. It reports whether a parser may
// see the source.
func (c *checker) tokens(source []byte) bool {
	var s scanner.Scanner
	s.Init(c.fset.AddFile("", -1, len(source)), source, nil, scanner.ScanComments)
	depth := 0
	for {
		pos, tok, text := s.Scan()
		switch tok {
		case token.EOF:
			return true
		case token.COMMENT:
			if name := obeyed.FindString(text); name != "" {
				c.refuse(pos, msgDirective, strings.TrimSpace(name))
			}
		case token.LPAREN, token.LBRACK, token.LBRACE:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
		if depth > maxBrackets {
			c.refuse(pos, msgDeep, maxBrackets)
			return false
		}
	}
}

// obeyed matches the comments that the go command or the compiler obeys. It matches
// nothing after the name, because that comes back in a message.
var obeyed = regexp.MustCompile(`^(//go:[a-z_]*|//line |/\*line |//export |//extern |//[ \t]*\+build\b)`)

// suspicious matches what the go command or the compiler might obey, wherever it is.
var suspicious = regexp.MustCompile(`//go:[a-z_]*|//line |/\*line |//export |#cgo\b|\bimport\s*\(?\s*"C"`)

// raw checks a file that doesn't parse. The go command reads it before the compiler
// refuses it, and may find another end of a comment than the scanner did.
func (c *checker) raw(source []byte) {
	for _, at := range suspicious.FindAllIndex(source, maxProblems) {
		c.refuseLine(lineAt(source, at[0]), msgDirective, bytes.TrimSpace(source[at[0]:at[1]]))
	}
}
