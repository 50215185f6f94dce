package student

// NotFaster exports notFaster for its test.
var NotFaster = notFaster
