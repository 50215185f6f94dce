// Package page shows results as one HTML file: to project, to print, and for a phone.
//
// Package report computes all numbers, and puts them into slides (see [report.Deck]). This
// package draws their figures (figure.go and the files of the kinds of figures), gives them
// colours that follow the reader's system (style.go), and fills a template (html.go). The
// file needs no network and no JavaScript. At its end it has the raw lines, so
// [report.ReadFiles] reads the page like the results themselves.
package page
