package risk

// Lowest is lowest, for its test.
var Lowest = lowest
