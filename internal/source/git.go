package source

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"speedup.example/internal/child"
)

// ErrNoRevision says that git knows no revision of a name, or that there is no git, or no
// repository.
var ErrNoRevision = errors.New("no such revision")

// Revision returns the short hash of a git revision of the module in root.
func Revision(ctx context.Context, env *child.Env, root, name string) (hash string, err error) {
	out, err := env.Command(ctx, root, nil, "git", "rev-parse", "--short", "--verify", "--quiet", "--end-of-options", name+"^{commit}").Output()
	if err != nil {
		return "", fmt.Errorf("source: %s: %w", name, ErrNoRevision)
	}
	return strings.TrimSpace(string(out)), nil
}

// Checkout writes the module in root into a folder, as it was at a git revision. Nothing
// of the repository changes.
func Checkout(ctx context.Context, env *child.Env, root, hash, dir string) error {
	cmd := env.Command(ctx, root, nil, "git", "archive", "--format=tar", hash)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("source: %w", err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("source: git: %w", err)
	}
	err = untar(stdout, dir)
	_, _ = io.Copy(io.Discard, stdout) // or git would wait for a reader
	if waited := cmd.Wait(); waited != nil {
		err = fmt.Errorf("git archive: %w %s", waited, strings.TrimSpace(stderr.String()))
	}
	if err != nil {
		return fmt.Errorf("source: %s: %w", hash, err)
	}
	return nil
}

// untar writes the plain files of an archive, and no links.
func untar(archive io.Reader, dir string) error {
	for r := tar.NewReader(archive); ; {
		header, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag != tar.TypeReg {
			continue
		}
		if err := write(dir, header.Name, r); err != nil {
			return err
		}
	}
}
