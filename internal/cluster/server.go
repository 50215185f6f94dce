package cluster

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// A Place is where a server listens, and where it keeps its streams.
type Place struct {
	Dir      string // the folder of the streams
	Listen   string // HOST:PORT; port 0 is any free one
	Cert     string // files for TLS, PEM
	Key      string
	Token    string           // what clients have to know
	MaxBytes int64            // the most that the streams may take; 0 is most of the free disk
	Log      func(log string) // gets the server's warnings and errors
}

// A Server is a NATS server with JetStream inside this process.
type Server struct{ nats *server.Server }

// Serve starts a server. It listens beyond loopback only with TLS and a token.
func Serve(p Place) (*Server, error) {
	opts, err := p.options()
	if err != nil {
		return nil, err
	}
	s, err := server.NewServer(opts)
	if err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	l := &log{say: p.Log}
	s.SetLogger(l, false, false)
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, fmt.Errorf("serve: %w", errors.Join(fmt.Errorf(notReady, p.Listen), l.fatal()))
	}
	return &Server{s}, nil
}

// URL returns what clients dial.
func (s *Server) URL() string { return s.nats.ClientURL() }

// Wait serves until ctx ends, and then stops in good order. It ends early, with an error,
// when the streams can't be kept any more.
func (s *Server) Wait(ctx context.Context) error {
	defer s.nats.WaitForShutdown()
	defer s.nats.Shutdown()
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for s.nats.JetStreamEnabled() {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
	return errors.New(storeEnded)
}

func (p Place) options() (*server.Options, error) {
	host, port, err := net.SplitHostPort(p.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen: %w, want HOST:PORT", err)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("listen: port %q, want a number below 65536", port)
	}
	opts := &server.Options{
		ServerName: "speedup", Host: host, Port: orRandom(int(number)),
		JetStream: true, StoreDir: p.Dir, JetStreamMaxStore: p.MaxBytes,
		MaxPayload: maxMessage, Authorization: p.Token, NoSigs: true,
	}
	if opts.TLSConfig, err = p.tls(); err != nil {
		return nil, err
	}
	if !isLoopback(host) && (opts.TLSConfig == nil || p.Token == "") {
		return nil, fmt.Errorf(beyondLoopback, p.Listen)
	}
	return opts, nil
}

func orRandom(port int) int {
	if port == 0 {
		return server.RANDOM_PORT
	}
	return port
}

// tls returns nil without a certificate.
func (p Place) tls() (*tls.Config, error) {
	if p.Cert == "" && p.Key == "" {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(p.Cert, p.Key)
	if err != nil {
		return nil, fmt.Errorf("tls: %w", err)
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
