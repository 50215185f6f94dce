package student

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
)

// Reset puts a stub's file back as it was handed out. It keeps the old file in
// .lab/kept, under a number that counts up, and returns its name. The name is
// empty if there was nothing to reset.
func (m *Module) Reset(stub Stub) (kept string, err error) {
	file := filepath.Join(m.Root, filepath.FromSlash(stub.File))
	content, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return "", err
	}
	if err == nil && string(content) == stub.Source {
		return "", nil
	}
	if err == nil {
		if kept, err = m.keep(stub.File, content); err != nil {
			return "", err
		}
	}
	return kept, os.WriteFile(file, []byte(stub.Source), 0o666)
}

// keep writes a copy, and never overwrites a file.
func (m *Module) keep(file string, content []byte) (string, error) {
	folder := filepath.Join(m.Root, ".lab", "kept", filepath.FromSlash(path.Dir(file)))
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		name := fmt.Sprintf("%s.%d", path.Base(file), n)
		copied, err := os.OpenFile(filepath.Join(folder, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if os.IsExist(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		if _, err := copied.Write(content); err != nil {
			copied.Close()
			return "", err
		}
		return path.Join(".lab/kept", path.Dir(file), name), copied.Close()
	}
}
