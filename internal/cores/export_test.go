package cores

var Take = sample
