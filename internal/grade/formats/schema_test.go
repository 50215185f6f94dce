package formats_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade"
)

// The schemas of the systems are made from their documentation.
func TestSchemas(t *testing.T) {
	for name, file := range map[string]string{
		"json":        "grades.schema.json",
		"gradescope":  "gradescope.schema.json",
		"classroom50": "classroom50.schema.json",
	} {
		schema, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", file))
		require.NoError(t, err)
		for student, grades := range map[string][]grade.Grade{
			"all points": only("17"), "every verdict": only("23"), "nothing": only("charles"), "hostile": hostileClass(), "measured": runners(),
		} {
			t.Run(name+"/"+student, func(t *testing.T) {
				doc, err := jsonschema.UnmarshalJSON(strings.NewReader(write(t, format(t, name), grades)))
				require.NoError(t, err)
				assert.NoError(t, schema.Validate(doc))
			})
		}
	}
}
