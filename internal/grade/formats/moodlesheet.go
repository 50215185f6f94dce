package formats

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// The columns of Moodle's grading worksheet that matter here, as Moodle names them in
// English. It has more, and leaves out some by its settings.
// (mod/assign/gradingtable.php, and mod/assign/feedback/offline)
const (
	columnID       = "Identifier"
	columnName     = "Full name"
	columnEmail    = "Email address"
	columnGrade    = "Grade"
	columnMaximum  = "Maximum grade"
	columnLocked   = "Grade can be changed"
	columnFeedback = "Feedback comments"
)

// A sheet is a worksheet that keeps its bytes: the edits replace single fields, and all
// other bytes stay.
type sheet struct {
	raw     []byte
	comma   rune
	columns []string
	rows    []sheetRow
	edits   []edit
}

type sheetRow struct {
	fields []string
	spans  []span
}

// A span is a field's place in the bytes, with its quotes.
type span struct{ start, end int }

type edit struct {
	span
	with string
}

const byteOrderMark = "\uFEFF"

// readSheet reads a worksheet. Moodle separates the fields by commas, unless it was told
// otherwise.
func readSheet(raw []byte) (s *sheet, err error) {
	for _, comma := range ",;\t" {
		s = &sheet{raw: raw, comma: comma}
		if err = s.read(); err == nil && slices.Contains(s.columns, columnID) {
			break
		}
	}
	if err != nil {
		return nil, fmt.Errorf(msgBadWorksheet, err)
	}
	for _, name := range []string{columnID, columnGrade} {
		if !slices.Contains(s.columns, name) {
			return nil, fmt.Errorf(msgNoColumn, name)
		}
	}
	return s, nil
}

func (s *sheet) read() error {
	body := bytes.TrimPrefix(s.raw, []byte(byteOrderMark))
	first := len(s.raw) - len(body)
	starts := lineStarts(body)
	r := csv.NewReader(bytes.NewReader(body))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = s.comma, -1, true // PHP writes a quote after a backslash as it is
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if s.columns == nil {
			s.columns = fields
			continue
		}
		s.rows = append(s.rows, sheetRow{fields: fields, spans: spans(r, len(fields), body, starts, first)})
	}
}

// lineStarts returns where the lines begin.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// spans returns the places of the fields that were just read. Each ends where the comma
// before the next one is, and the last where its line ends.
func spans(r *csv.Reader, fields int, body []byte, starts []int, first int) (spans []span) {
	for i := range fields {
		line, column := r.FieldPos(i)
		spans = append(spans, span{start: first + starts[line-1] + column - 1})
	}
	record := body[:r.InputOffset()]
	end := len(bytes.TrimSuffix(bytes.TrimSuffix(record, []byte("\n")), []byte("\r")))
	for i := range spans {
		if i+1 < len(spans) {
			spans[i].end = spans[i+1].start - 1
		} else {
			spans[i].end = first + end
		}
	}
	return spans
}

// get returns a field of a row, or nothing if the worksheet has no such column.
func (s *sheet) get(row sheetRow, column string) string {
	if i := slices.Index(s.columns, column); 0 <= i && i < len(row.fields) {
		return row.fields[i]
	}
	return ""
}

// set puts a text in the place of a field, if the worksheet has the column.
func (s *sheet) set(row sheetRow, column, text string) {
	if i := slices.Index(s.columns, column); 0 <= i && i < len(row.spans) {
		s.edits = append(s.edits, edit{span: row.spans[i], with: s.quote(text)})
	}
}

// quote quotes a field that needs it.
func (s *sheet) quote(text string) string {
	if strings.ContainsAny(text, "\" \t\n,;") {
		return `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
	}
	return text
}

// write writes the worksheet with the edits, which don't overlap.
func (s *sheet) write(w io.Writer) error {
	slices.SortFunc(s.edits, func(a, b edit) int { return a.start - b.start })
	var out bytes.Buffer
	end := 0
	for _, e := range s.edits {
		out.Write(s.raw[end:e.start])
		out.WriteString(e.with)
		end = e.end
	}
	out.Write(s.raw[end:])
	_, err := w.Write(out.Bytes())
	return err
}
