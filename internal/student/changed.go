package student

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// HashesFile is where a handout has the hashes of its files in JSON, except for the
// files that students write.
const HashesFile = "internal/hashes.json"

// Hash returns the hash of a file's content, whatever its line ends are.
func Hash(content []byte) string {
	sum := sha256.Sum256(bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")))
	return hex.EncodeToString(sum[:8])
}

// Changed names the files of a handout that somebody has changed, in one sentence for an
// exercise's tests and in one for the rest. It returns nothing for the course itself.
func (m *Module) Changed() (notes []string) {
	text, err := os.ReadFile(filepath.Join(m.Root, filepath.FromSlash(HashesFile)))
	if err != nil {
		return nil
	}
	hashes := map[string]string{}
	if err := json.Unmarshal(text, &hashes); err != nil {
		return []string{fmt.Sprintf(hashesDamaged, HashesFile, err)}
	}
	var tests, others []string
	for file, hash := range hashes {
		content, err := os.ReadFile(filepath.Join(m.Root, filepath.FromSlash(file)))
		switch {
		case err == nil && Hash(content) == hash:
		case strings.HasSuffix(file, "_test.go") && path.Dir(path.Dir(file)) == ".":
			tests = append(tests, file)
		case file != "README.md" && file != ".gitignore":
			others = append(others, file)
		}
	}
	return append(noteFiles(testsChanged, tests), noteFiles(filesChanged, others)...)
}

func noteFiles(format string, files []string) []string {
	if len(files) == 0 {
		return nil
	}
	slices.Sort(files)
	const most = 5
	if more := len(files) - most; more > 0 {
		files = append(files[:most], fmt.Sprintf("%d more", more))
	}
	return []string{fmt.Sprintf(format, strings.Join(files, ", "))}
}
