package risk

const MostBytes = mostBytes
