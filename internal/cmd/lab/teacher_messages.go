package main

// What the teacher's commands say.
const (
	notTidy   = "go.mod may name more than it needs, because go mod tidy failed:\n%s"
	notVetted = "handout: it was removed again, because go %s failed in it:\n%s"
)
