package report

// Short formats a factor.
var Short = short
