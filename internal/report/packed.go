package report

import (
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"regexp"
	"strings"
)

// PackedPrefix begins the address of a link with the raw lines in it, packed.
const PackedPrefix = "data:application/gzip;base64,"

// Raw returns the lines of the file, in UTF-8.
func (f *File) Raw() string {
	var b strings.Builder
	for _, l := range f.lines {
		b.WriteString(l.text)
		if !l.open {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// results matches the raw lines of one result in a page of ours. A page escapes whatever
// is in a result, so a result can't look like the begin or the end of another.
var results = regexp.MustCompile(`(?s)<pre data-result="([^"]*)">\n?(.*?)</pre>|<a data-result="([^"]*)" href="` + PackedPrefix + `([^"]*)"`)

// A pageResult is the raw lines of a result in a page.
type pageResult struct{ name, text string }

// inPage returns the results in a page, or nothing if it is no page of ours.
func inPage(page string) (found []pageResult, err error) {
	if !strings.HasPrefix(strings.TrimSpace(page), "<") {
		return nil, nil
	}
	for _, match := range results.FindAllStringSubmatch(page, -1) {
		result := pageResult{html.UnescapeString(match[1]), html.UnescapeString(match[2])}
		if match[4] != "" {
			result.name = html.UnescapeString(match[3])
			if result.text, err = unpack(html.UnescapeString(match[4])); err != nil {
				return nil, fmt.Errorf(msgBadPacked, result.name, err)
			}
		}
		found = append(found, result)
	}
	return found, nil
}

// mostUnpacked is more than any result has.
const mostUnpacked = 64 << 20 // bytes

func unpack(text string) (string, error) {
	r, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(text)))
	if err != nil {
		return "", err
	}
	content, err := io.ReadAll(io.LimitReader(r, mostUnpacked+1))
	if err == nil && len(content) > mostUnpacked {
		err = errors.New("too long")
	}
	return string(content), err
}
