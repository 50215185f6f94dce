package grade

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/grade/intake"
)

// A Store keeps grades as they are done, each in a file of its own. So a run that was killed
// at any moment goes on where it was.
type Store struct{ folder string }

// OpenStore opens the store in a folder, and makes the folder if there is none.
func OpenStore(folder string) (*Store, error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, fmt.Errorf("grade: %w", err)
	}
	halves, err := filepath.Glob(filepath.Join(folder, "*"+half))
	for _, file := range halves { // of a run that was killed while it wrote
		err = errors.Join(err, os.Remove(file))
	}
	return &Store{folder}, err
}

// half is how the names of files end that are being written.
const half = ".half"

// Load returns the grade with a key. ok says whether there is one.
func (s *Store) Load(key string) (g Grade, ok bool, err error) {
	ok, err = s.read(key, &g)
	return g, ok, err
}

// read reads what write has written. ok says whether there is anything.
func (s *Store) read(key string, value any) (ok bool, err error) {
	text, err := os.ReadFile(s.file(key))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("grade: %w", err)
	}
	if err := json.Unmarshal(text, value); err != nil {
		return false, fmt.Errorf(damaged, s.file(key), err)
	}
	return true, nil
}

// Save keeps a grade. The file is there as a whole, or not at all.
func (s *Store) Save(key string, g Grade) error { return s.write(key, g) }

func (s *Store) write(key string, value any) error {
	text, err := json.MarshalIndent(value, "", "\t")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(s.folder, "*"+half)
	if err != nil {
		return fmt.Errorf("grade: %w", err)
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), s.file(key))
	}
	if err != nil {
		return errors.Join(fmt.Errorf("grade: %w", err), os.Remove(file.Name()))
	}
	return nil
}

// Seed returns the seed if it is not 0, else that of an earlier run, else a new one. It
// keeps the seed for the next run.
func (s *Store) Seed(seed uint64, random func() uint64) (uint64, error) {
	file := filepath.Join(s.folder, "seed")
	text, err := os.ReadFile(file)
	switch {
	case seed != 0:
	case err == nil:
		seed, err = strconv.ParseUint(strings.TrimSpace(string(text)), 10, 64)
		if err != nil {
			return 0, fmt.Errorf(seedDamaged, file, err)
		}
	case errors.Is(err, fs.ErrNotExist):
		seed = random()>>1 | 1
	default:
		return 0, fmt.Errorf("grade: %w", err)
	}
	if err := os.WriteFile(file, fmt.Appendln(nil, seed), 0o666); err != nil {
		return 0, fmt.Errorf("grade: %w", err)
	}
	return seed, nil
}

func (s *Store) file(key string) string { return filepath.Join(s.folder, key+".json") }

// Key names a submission, this version of the grader, the seed and what is graded.
func (g *Grader) Key(s intake.Submission) string { return Key(s, g.Version, g.Seed, g.Exercises) }

// Key names a submission, a version of the grader, a seed and exercises.
func Key(s intake.Submission, version string, seed uint64, of []course.Exercise) string {
	sum := sha256.New()
	var exercises []string
	for _, e := range of {
		exercises = append(exercises, e.Name)
	}
	who := []string{s.Student.ID, s.Student.Name, s.Student.Email} // whatever the nickname is
	fmt.Fprintf(sum, "%s %d %s\n%q %q %q\n", version, seed, strings.Join(exercises, ","), who, s.Source, s.Notes)
	for _, file := range slices.Sorted(maps.Keys(s.Files)) {
		fmt.Fprintf(sum, "%q %d\n%s\n", file, len(s.Files[file]), s.Files[file])
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}
