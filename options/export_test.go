package options

// Exponentials is exponentials, for its test.
var Exponentials = exponentials
