package similar

import (
	"go/scanner"
	"go/token"
)

// A word is a token of a file. Its kind is that of the token, but all literals have one.
type word struct {
	kind token.Token
	line int32
}

// words returns the tokens of a file, without what a formatter changes: semicolons,
// comments, and commas at the end of a list.
func words(source []byte) (words []word) {
	file := token.NewFileSet().AddFile("", -1, len(source))
	var s scanner.Scanner
	s.Init(file, source, nil, 0)
	for {
		pos, kind, _ := s.Scan()
		switch kind {
		case token.EOF:
			return words
		case token.SEMICOLON:
			continue
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if n := len(words); n > 0 && words[n-1].kind == token.COMMA {
				words = words[:n-1]
			}
		case token.INT, token.FLOAT, token.IMAG, token.CHAR:
			kind = token.STRING
		}
		words = append(words, word{kind, int32(file.PositionFor(pos, false).Line)})
	}
}
