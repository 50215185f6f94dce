package downloads

// Parse is for the tests, which are in a package of their own.
var Parse = parse
