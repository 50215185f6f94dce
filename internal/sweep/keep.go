package sweep

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/source"
)

// keySources is the key of the line that says which sources a result is of.
const keySources = "sources"

// sourcesPath returns where the sources of a hash are kept, beside the results.
func sourcesPath(results, hash string) string { return filepath.Join(results, "sources", hash+".zip") }

// Sources are those of exercises, packed. The zero Sources are none.
type sources struct {
	hash   string
	packed []byte
}

// packSources packs the sources of exercises as they are now.
func (b *Bench) packSources(ctx context.Context, exercises []course.Exercise) (s sources, err error) {
	packages, err := source.List(ctx, b.Env, b.Root, nil, names(exercises)...)
	if err != nil {
		return s, err
	}
	files, err := source.Files(b.Root, packages)
	if err != nil {
		return s, err
	}
	s.packed, err = source.Pack(b.Root, files)
	s.hash = fmt.Sprintf("%x", sha256.Sum256(s.packed))[:16]
	return s, err
}

// config returns the line of a result that names them.
func (s sources) config() []string {
	if s.packed == nil {
		return nil
	}
	return []string{keySources + ": " + s.hash}
}

// keep keeps them beside the results in a folder, the same ones once.
func (s sources) keep(results string) error {
	path := sourcesPath(results, s.hash)
	if _, err := os.Stat(path); err == nil || s.packed == nil {
		return nil
	}
	if err := writeWhole(path, s.packed); err != nil {
		return fmt.Errorf("the sources cannot be kept: %w", err)
	}
	return nil
}

// writeWhole writes a file that is there as a whole or not at all.
func writeWhole(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), "unfinished")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		os.Remove(file.Name())
	}
	return err
}

// SavedVersion returns the version whose sources were kept with a result in dir; ok is false
// if there is no such result.
func SavedVersion(dir, name string) (v Version, ok bool, err error) {
	path := Find(dir, name)
	if path == "" {
		return v, false, nil
	}
	file, err := report.ReadFile(path)
	if err != nil {
		return v, false, err
	}
	if v, ok, err = savedVersion(file); !ok && err == nil {
		err = fmt.Errorf("%s was not saved with its sources: ./bench.sh save NAME does so", Display(path))
	}
	return v, ok, err
}

// savedVersion returns the version that a result is of; ok is false if it does not tell.
func savedVersion(file *report.File) (v Version, ok bool, err error) {
	hash := file.Config(keySources)
	if hash == "" {
		return v, false, nil
	}
	archive := sourcesPath(filepath.Dir(file.Path), filepath.Base(hash))
	if _, err := os.Stat(archive); err != nil {
		return v, false, fmt.Errorf("%s is of sources that are not there any more: %w", Display(file.Path), err)
	}
	return Version{
		Name:  file.Name,
		Write: func(_ context.Context, to string) error { return source.Unpack(archive, to) },
	}, true, nil
}

// Revision returns a version of git's.
func Revision(env *child.Env, root, name, hash string) Version {
	return Version{
		Name:  fmt.Sprintf("%s (%s)", name, hash),
		Write: func(ctx context.Context, dir string) error { return source.Checkout(ctx, env, root, hash, dir) },
	}
}
