package doctor

var (
	Fill       = fill
	Minor      = minor
	Ranges     = ranges
	StolenPart = stolenPart
)
