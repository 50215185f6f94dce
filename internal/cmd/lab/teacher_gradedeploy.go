package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"speedup.example/internal/grade/deploy"
)

// writeAutograder writes the archive that makes Gradescope grade.
func writeAutograder(cmd *cobra.Command, path string) error {
	root, err := moduleRoot(cmd.Context())
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("grade: -gradescope-zip: %w", err)
	}
	if err := errors.Join(deploy.Gradescope(file, os.DirFS(root)), file.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), autograderWritten, path)
	return err
}

// writeWorkflow writes the workflow that makes GitHub grade.
func writeWorkflow(cmd *cobra.Command, dir string) error {
	file, err := deploy.Workflow(dir)
	if err != nil {
		return fmt.Errorf("grade: -workflow: %w", err)
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), workflowWritten, file)
	return err
}
