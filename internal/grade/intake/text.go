package intake

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// text returns a text as programs of Unix write it. What is in another encoding than UTF-8
// and UTF-16 stays as it is: the compiler says where.
func text(content []byte) []byte {
	switch {
	case bytes.HasPrefix(content, byteOrderMark):
		content = content[len(byteOrderMark):]
	case bytes.HasPrefix(content, []byte{0xff, 0xfe}):
		content = fromUTF16(content[2:], binary.LittleEndian)
	case bytes.HasPrefix(content, []byte{0xfe, 0xff}):
		content = fromUTF16(content[2:], binary.BigEndian)
	}
	return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
}

// fromUTF16 ignores half a character at the end.
func fromUTF16(content []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(content)/2)
	for i := range units {
		units[i] = order.Uint16(content[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}
