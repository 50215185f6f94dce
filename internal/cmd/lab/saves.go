package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// notifier makes a watcher of the system. Tests replace it by one that fails.
var notifier = fsnotify.NewWatcher

// pollEvery is how often saves looks at the files if the system reports no
// changes.
const pollEvery = 500 * time.Millisecond

// saves returns the names of the Go files in some folders as they change, until ctx ends.
// A system has a limited number of watches. Without one saves polls, and note says so.
func saves(ctx context.Context, folders []string) (files <-chan string, note string) {
	to := make(chan string)
	watcher, err := notify(folders)
	if err != nil {
		go poll(ctx, folders, look(folders), to)
		return to, fmt.Sprintf(pollsInstead, err)
	}
	go func() {
		defer watcher.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case <-watcher.Errors: // events were lost, but another save follows
			case event := <-watcher.Events:
				if isGo(event.Name) && !event.Has(fsnotify.Chmod) {
					send(ctx, to, event.Name)
				}
			}
		}
	}()
	return to, ""
}

func notify(folders []string) (*fsnotify.Watcher, error) {
	watcher, err := notifier()
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		if err := watcher.Add(folder); err != nil {
			watcher.Close()
			return nil, err
		}
	}
	return watcher, nil
}

func isGo(file string) bool { return strings.HasSuffix(file, ".go") }

func send(ctx context.Context, to chan<- string, file string) {
	select {
	case to <- file:
	case <-ctx.Done():
	}
}

// poll sends the files that have changed since its last look.
func poll(ctx context.Context, folders []string, before map[string]version, to chan<- string) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pollEvery):
		}
		now := look(folders)
		for file := range now {
			if now[file] != before[file] {
				send(ctx, to, file)
			}
		}
		for file := range before {
			if _, there := now[file]; !there {
				send(ctx, to, file)
			}
		}
		before = maps.Clone(now)
	}
}

// A version of a file, without reading it.
type version struct {
	changed time.Time
	size    int64
}

func look(folders []string) map[string]version {
	seen := map[string]version{}
	for _, folder := range folders {
		entries, _ := os.ReadDir(folder) // a file that can't be read now may be there the next time
		for _, entry := range entries {
			if info, err := entry.Info(); err == nil && isGo(entry.Name()) && info.Mode()&fs.ModeType == 0 {
				seen[filepath.Join(folder, entry.Name())] = version{info.ModTime(), info.Size()}
			}
		}
	}
	return seen
}
