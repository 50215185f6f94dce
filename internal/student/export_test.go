package student

// NotFaster is notFaster, for its test.
var NotFaster = notFaster
