package intake

import (
	"archive/zip"
	"errors"
	"io"
	"iter"
	"strings"
	"unicode/utf8"
)

// A zipFile has a list of what is in it, so only the files that count are unpacked.
type zipFile struct{ files []*zip.File }

// newZip reads the list. It is held in memory, so it has a bound.
func newZip(file io.ReaderAt, size int64, argument bool) container {
	limited := &meteredAt{reader: file, left: nestedList}
	if argument {
		limited.left = argumentList
	}
	z, err := zip.NewReader(limited, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return broken{err}
	}
	limited.free = true
	return zipFile{z.File}
}

func (z zipFile) entries() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		for _, file := range z.files {
			if !yield(zipped(file), nil) {
				return
			}
		}
	}
}

const encrypted = 1 // a flag of an entry

func zipped(file *zip.File) entry {
	name := zipName(file.Name)
	e := archived(name, file.Mode(), file.Modified)
	e.open = file.Open
	switch {
	case e.kind == isFile && strings.HasSuffix(name, "/"):
		e.kind = isFolder // its name ended in a backslash
	case e.kind == isFile && file.Flags&encrypted != 0:
		e.note = msgEncrypted
	}
	return e
}

// zipName returns a name in UTF-8 and with slashes. The programs of Windows may write
// neither.
func zipName(name string) string {
	if !utf8.ValidString(name) {
		name = fromDOS(name)
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// dos has the characters from 128 of code page 437. A zip is in it if it doesn't say
// otherwise.
var dos = []rune("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐" +
	"└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0")

func fromDOS(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if c := name[i]; c < utf8.RuneSelf {
			b.WriteByte(c)
		} else {
			b.WriteRune(dos[c-utf8.RuneSelf])
		}
	}
	return b.String()
}
