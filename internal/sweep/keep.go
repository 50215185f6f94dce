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

// keySources is the key of the line that names the sources of a result.
const keySources = "sources"

// sourcesPath returns the file of the sources with a hash, beside the results.
func sourcesPath(results, hash string) string { return filepath.Join(results, "sources", hash+".zip") }

// sources are the packed sources of exercises. The zero sources are none.
type sources struct {
	hash   string
	packed []byte
}

// packSources packs the current sources of exercises.
func (b *Bench) packSources(ctx context.Context, exercises []course.Exercise) (s sources, err error) {
	packages, err := source.List(ctx, b.Env, b.Root, nil, names(exercises)...)
	if err != nil {
		return s, err
	}
	second, err := source.List(ctx, b.Env, b.Root, []string{b.Env.Experiment("simd")}, names(exercises)...)
	if err != nil {
		return s, err
	}
	packages = append(packages, second...) // the second binary may have more
	files, err := source.Files(b.Root, packages)
	if err != nil {
		return s, err
	}
	s.packed, err = source.Pack(b.Root, files)
	s.hash = hashOf(s.packed)
	return s, err
}

func hashOf(packed []byte) string { return fmt.Sprintf("%x", sha256.Sum256(packed))[:16] }

// config returns the line of a result that names the sources.
func (s sources) config() []string {
	if s.packed == nil {
		return nil
	}
	return []string{keySources + ": " + s.hash}
}

// keep keeps the sources in a folder beside the results, each only once.
func (s sources) keep(results string) error {
	if s.packed == nil {
		return nil
	}
	path := sourcesPath(results, s.hash)
	if there, err := os.ReadFile(path); err == nil && hashOf(there) == s.hash {
		return nil
	}
	if err := writeWhole(path, s.packed); err != nil {
		return fmt.Errorf("can't keep the sources: %w", err)
	}
	return nil
}

// writeWhole writes the whole file, or nothing.
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

// SavedVersion returns the version whose sources were kept with a result in dir. ok is
// false if there is no such result.
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
		err = fmt.Errorf("%s has no sources: ./bench.sh save NAME keeps them", Display(path))
	}
	return v, ok, err
}

// savedVersion returns the version of a result. ok is false if the result doesn't name
// its sources.
func savedVersion(file *report.File) (v Version, ok bool, err error) {
	hash := file.Config(keySources)
	if hash == "" {
		return v, false, nil
	}
	archive := sourcesPath(filepath.Dir(file.Path), filepath.Base(hash))
	switch packed, err := os.ReadFile(archive); {
	case err != nil:
		return v, false, fmt.Errorf("the sources of %s are gone: %w", Display(file.Path), err)
	case hashOf(packed) != hash:
		return v, false, fmt.Errorf("the sources of %s are damaged: %s is not what was saved", Display(file.Path), Display(archive))
	}
	return Version{
		Name:  file.Name,
		Write: func(_ context.Context, to string) error { return source.Unpack(archive, to) },
	}, true, nil
}

// Revision returns the version of a git revision.
func Revision(env *child.Env, root, name, hash string) Version {
	return Version{
		Name:  fmt.Sprintf("%s (%s)", name, hash),
		Write: func(ctx context.Context, dir string) error { return source.Checkout(ctx, env, root, hash, dir) },
	}
}
