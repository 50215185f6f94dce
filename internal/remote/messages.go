package remote

const (
	msgNextRound = "the parts complete round %d, and round %d has none yet: compute its pieces with these parts,\n" +
		"  go tool lab pieces ... PART... > next.json"
	msgTooSmall = "n is so small that no piece is worth handing out"
	msgComplete = "the parts are complete: go tool lab combine PART... gives the answer"
	msgRange    = "pieces %d to %d, want 0 ≤ from ≤ to ≤ %d, which is all of this round"
)
