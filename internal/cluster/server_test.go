package cluster

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Beyond loopback a server wants TLS and a token.
func TestBeyondLoopback(t *testing.T) {
	cert, key := certificate(t)
	for _, p := range []Place{
		{},
		{Token: "secret"},
		{Cert: cert, Key: key},
	} {
		for _, listen := range []string{"0.0.0.0:0", ":0", "[::]:0", "example.com:0"} {
			p.Listen, p.Dir = listen, t.TempDir()
			_, err := Serve(p)
			require.EqualError(t, err, "listen: "+listen+" can be reached from other machines: want a TLS certificate with its key, and a token")
		}
	}
	s := serve(t, Place{Dir: t.TempDir(), Listen: "0.0.0.0:0", Cert: cert, Key: key, Token: "secret"})
	require.Contains(t, s.URL(), "tls://127.0.0.1:")
	e, err := Dial(Address{URL: s.URL(), Token: "secret", CA: cert}, nil)
	require.NoError(t, err)
	e.Close()
}

// Other machines dial a name that the certificate has.
func TestNameInCertificate(t *testing.T) {
	ips := []net.IP{net.IPv4(127, 0, 0, 1), net.IPv4(192, 0, 2, 1)}
	for want, cert := range map[string]x509.Certificate{
		"vm":               {DNSNames: []string{"kiln.lab.example", "vm"}, IPAddresses: ips},
		"kiln.lab.example": {DNSNames: []string{"localhost", "kiln.lab.example"}, IPAddresses: ips},
		"vm.lab.example":   {DNSNames: []string{"*.lab.example"}, IPAddresses: ips},
		"192.0.2.1":        {DNSNames: []string{"localhost"}, IPAddresses: ips},
		"localhost":        {DNSNames: []string{"localhost"}},
	} {
		require.Equal(t, want, nameIn(&cert, "vm"))
	}
	require.Equal(t, "vm", nameIn(&x509.Certificate{}, "vm"))
}

func TestListen(t *testing.T) {
	_, err := Serve(Place{Listen: "4222"})
	require.ErrorContains(t, err, "listen: address 4222: missing port in address, want HOST:PORT")
	_, err = Serve(Place{Listen: "localhost:many"})
	require.EqualError(t, err, `listen: port "many", want a number below 65536`)
	_, err = Serve(Place{Listen: "localhost:1", Cert: "none", Key: "none"})
	require.ErrorContains(t, err, "tls: open none")
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err = Serve(Place{Dir: file, Listen: "localhost:0"})
	require.ErrorContains(t, err, "serve: ")
}

// With TLS and a token, those who know both get in, and nobody else.
func TestTLSAndToken(t *testing.T) {
	cert, key := certificate(t)
	s := serve(t, Place{Dir: t.TempDir(), Listen: "127.0.0.1:0", Cert: cert, Key: key, Token: "secret"})
	e, err := Dial(Address{URL: s.URL(), Token: "secret", CA: cert}, nil)
	require.NoError(t, err)
	e.Close()
	_, err = Dial(Address{URL: s.URL(), Token: "guess", CA: cert}, nil)
	require.ErrorContains(t, err, "Authorization Violation")
	_, err = Dial(Address{URL: s.URL(), Token: "secret"}, nil)
	require.ErrorContains(t, err, "certificate signed by unknown authority")
}

// The server comes back with another token: that ends who waits for it.
func TestOtherToken(t *testing.T) {
	for name, wait := range map[string]func(Address, func()) error{
		"worker": func(at Address, here func()) error {
			at.Note = func(string) { here() }
			_, err := Join(t.Context(), at)
			return err
		},
		"engine": func(at Address, here func()) error {
			e, err := Dial(at, func(Progress) { here() })
			require.NoError(t, err)
			defer e.Close()
			_, err = e.Carry(t.Context(), "hash", pieces(1)) // no worker is here
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := Serve(Place{Dir: t.TempDir(), Listen: "127.0.0.1:0", Token: "old"})
			require.NoError(t, err)
			here, ended := make(chan struct{}), make(chan error, 1)
			go func() {
				ended <- wait(Address{URL: s.URL(), Token: "old"}, sync.OnceFunc(func() { close(here) }))
			}()
			<-here
			ctx, stop := context.WithCancel(t.Context())
			stop()
			require.NoError(t, s.Wait(ctx))
			serve(t, Place{Dir: t.TempDir(), Listen: strings.TrimPrefix(s.URL(), "nats://"), Token: "new"})
			require.ErrorContains(t, <-ended, "cluster: the connection has ended: nats: Authorization Violation")
		})
	}
}

// certificate makes one for 127.0.0.1, which signs itself.
func certificate(t *testing.T) (cert, key string) {
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true,
		BasicConstraintsValid: true, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	require.NoError(t, err)
	pkcs8, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	return pemFile(t, "CERTIFICATE", der), pemFile(t, "PRIVATE KEY", pkcs8)
}

func pemFile(t *testing.T, kind string, der []byte) string {
	path := filepath.Join(t.TempDir(), "file.pem")
	require.NoError(t, os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600))
	return path
}
