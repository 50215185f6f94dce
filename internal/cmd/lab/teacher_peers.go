package main

import (
	"context"

	"speedup.example/internal/child"
	"speedup.example/internal/peers"
	"speedup.example/internal/sweep"
)

func init() {
	newPeers = func(ctx context.Context, env *child.Env, root, dir string, o sweep.Options) (sweep.PeerSet, error) {
		return peers.Prepare(ctx, env, root, dir, o.Exercises)
	}
	newMachines = sweep.NewMachines
}
