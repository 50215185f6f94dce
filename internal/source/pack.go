package source

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Pack returns a zip file with files of a module. Its bytes depend on these files only.
func Pack(root string, files []string) ([]byte, error) {
	var packed bytes.Buffer
	w := zip.NewWriter(&packed)
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
		if err != nil {
			return nil, fmt.Errorf("source: %w", err)
		}
		entry, err := w.Create(file) // without a time
		if err != nil {
			return nil, fmt.Errorf("source: %s: %w", file, err)
		}
		if _, err := entry.Write(text); err != nil {
			return nil, fmt.Errorf("source: %s: %w", file, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("source: %w", err)
	}
	return packed.Bytes(), nil
}

// most is how many bytes a file of an archive may have, many times as many as a file of
// the course.
const most = 16 << 20

// Unpack writes the files of [Pack]'s zip file into a folder.
func Unpack(path, dir string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return fmt.Errorf("source: %s: %w", path, err)
	}
	defer archive.Close()
	for _, file := range archive.File {
		content, err := file.Open()
		if err != nil {
			return fmt.Errorf("source: %s: %s: %w", path, file.Name, err)
		}
		err = write(dir, file.Name, content)
		content.Close()
		if err != nil {
			return fmt.Errorf("source: %s: %w", path, err)
		}
	}
	return nil
}

// write writes a file below a folder, and refuses any other place.
func write(dir, name string, content io.Reader) error {
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return fmt.Errorf("%q is not a file of the module", name)
	}
	text, err := io.ReadAll(io.LimitReader(content, most+1))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(text) > most {
		return fmt.Errorf("%s has more than %d bytes", name, most)
	}
	path := filepath.Join(dir, local)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o666)
}
