package cores

var (
	Take  = sample
	Quota = quota
)
