package cluster

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
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
type Server struct {
	nats *server.Server
	cert *x509.Certificate // nil without TLS
}

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
	if err := ready(s, l); err != nil {
		s.Shutdown()
		return nil, fmt.Errorf("serve: %s: %w", p.Listen, err)
	}
	return &Server{s, leaf(opts.TLSConfig)}, nil
}

// ready returns when the server listens, or with the reason why it can't.
func ready(s *server.Server, l *log) error {
	for range 600 { // a large folder takes its time
		if s.ReadyForConnections(50 * time.Millisecond) {
			return nil
		}
		if err := l.fatal(); err != nil {
			return err
		}
	}
	return errors.New(notReady)
}

// URL returns what clients dial. Clients accept only a name that the certificate has. So that
// stands in the URL, if the address where the server listens doesn't.
func (s *Server) URL() string {
	u, err := url.Parse(s.nats.ClientURL())
	if err != nil || s.cert == nil || s.cert.VerifyHostname(u.Hostname()) == nil {
		return s.nats.ClientURL()
	}
	host, _ := os.Hostname()
	u.Host = net.JoinHostPort(nameIn(s.cert, host), u.Port())
	return u.String()
}

// nameIn returns the name of the machine if the certificate has it. Otherwise it returns the
// first name in the certificate that other machines can dial, or else the first one.
func nameIn(cert *x509.Certificate, host string) string {
	names := []string{host}
	for _, name := range cert.DNSNames {
		names = append(names, strings.Replace(name, "*", host, 1))
	}
	for _, ip := range cert.IPAddresses {
		names = append(names, ip.String())
	}
	mine := func(name string) bool { return cert.VerifyHostname(name) == nil }
	for _, name := range names {
		if mine(name) && !isLoopback(name) {
			return name
		}
	}
	return names[max(0, slices.IndexFunc(names, mine))]
}

// leaf returns the certificate of a server.
func leaf(c *tls.Config) *x509.Certificate {
	if c == nil {
		return nil
	}
	return c.Certificates[0].Leaf
}

// Wait serves until ctx ends, and then stops in good order. It ends early, with an error,
// when the streams can't be kept any more; but not before the engines have noticed.
func (s *Server) Wait(ctx context.Context) error {
	defer s.nats.WaitForShutdown()
	defer s.nats.Shutdown()
	for s.nats.JetStreamEnabled() {
		if pause(ctx, beat) != nil {
			return nil
		}
	}
	_ = pause(ctx, notice())
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
