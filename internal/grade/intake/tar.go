package intake

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"iter"
)

// A tarball is read from its beginning to its end, because it has no list of its files.
type tarball struct {
	file   io.ReaderAt
	size   int64
	zipped bool
	left   *int64 // bytes that may be unpacked; nil for an argument's own limit
}

func (t tarball) entries() iter.Seq2[entry, error] {
	return func(yield func(entry, error) bool) {
		unpacked, err := t.unpack()
		if err != nil {
			yield(entry{}, err)
			return
		}
		for reader := tar.NewReader(unpacked); ; {
			header, err := reader.Next()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
				yield(entry{}, err)
				return
			}
			if header.Typeflag != tar.TypeXGlobalHeader && !yield(tarred(header, reader), nil) {
				return
			}
		}
	}
}

// unpack returns the tar file. Only the compressed one is metered: a plain one is as large
// as it looks, and the reader can skip what it doesn't need.
func (t tarball) unpack() (io.Reader, error) {
	section := io.NewSectionReader(t.file, 0, t.size)
	if !t.zipped {
		return section, nil
	}
	unzipped, err := gzip.NewReader(section)
	if err != nil {
		return nil, err
	}
	left := t.left
	if left == nil {
		left = new(int64)
		*left = argumentBytes
	}
	return metered{unzipped, left}, nil
}

func tarred(header *tar.Header, reader io.Reader) entry {
	e := archived(header.Name, header.FileInfo().Mode(), header.ModTime)
	e.open = func() (io.ReadCloser, error) { return io.NopCloser(reader), nil }
	if e.note != "" || e.kind != isFile {
		return e
	}
	switch header.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
	case tar.TypeLink:
		e.kind, e.note = isOther, msgLink
	default:
		e.kind, e.note = isOther, msgSpecial
	}
	return e
}
