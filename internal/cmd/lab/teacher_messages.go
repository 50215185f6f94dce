package main

// What the teacher's commands say.
const (
	notTidy   = "go.mod may name more than it needs, as go mod tidy failed:\n%s"
	notVetted = "handout: it was not made, as go %s failed in it:\n%s"
)
