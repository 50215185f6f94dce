package report

// Short formats a factor.
var Short = short

// Size formats bytes.
var Size = size
