package auth

import (
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Parameters of new hashes, as OWASP's cheat sheet for PBKDF2-HMAC-SHA256 has them. A hash
// names its own number of iterations, so that old ones stay valid when this grows.
const (
	iterations    = 600_000
	maxIterations = 10_000_000 // of a hash that is read: a check takes a few seconds at most
	saltSize      = 16
	keySize       = 32
)

// MaxPassword is how many bytes a password may have: checking a longer one would cost
// more than it protects.
const MaxPassword = 1024

// Hash makes a hash of a password, for a file of users: "pbkdf2-sha256$600000$salt$key",
// the last two in base64. The salt is random: two hashes of one password differ.
func Hash(password string) (string, error) {
	if password == "" || len(password) > MaxPassword {
		return "", fmt.Errorf("a password has 1 to %d bytes", MaxPassword)
	}
	salt := make([]byte, saltSize)
	rand.Read(salt) // never fails
	key, err := pbkdf2.Key(sha256.New, password, salt, iterations, keySize)
	if err != nil {
		return "", err
	}
	return format(iterations, salt, key), nil
}

// Matches reports whether a hash as [Hash] makes it is of a password. The empty hash, of a
// user that there is not, matches none, but takes as long.
func Matches(hash, password string) bool {
	h, err := parseHash(hash)
	if err != nil {
		h = nobody
	}
	return h.matches(password) && err == nil
}

func format(n int, salt, key []byte) string {
	return strings.Join([]string{scheme, strconv.Itoa(n), encoding.EncodeToString(salt), encoding.EncodeToString(key)}, "$")
}

const scheme = "pbkdf2-sha256"

var encoding = base64.RawStdEncoding

// hash is a hash that was read.
type hash struct {
	iterations int
	salt, key  []byte
}

// parseHash reads what [Hash] makes.
func parseHash(s string) (h hash, err error) {
	parts := strings.Split(s, "$")
	if len(parts) != 4 || parts[0] != scheme {
		return h, errors.New("is not a hash that blocksgen hash has made")
	}
	h.iterations, err = strconv.Atoi(parts[1])
	if err != nil || h.iterations < 1 || h.iterations > maxIterations {
		return h, fmt.Errorf("has %q iterations; they must be from 1 to %d", parts[1], maxIterations)
	}
	var saltErr, keyErr error
	h.salt, saltErr = encoding.DecodeString(parts[2])
	h.key, keyErr = encoding.DecodeString(parts[3])
	if err := errors.Join(saltErr, keyErr); err != nil || len(h.key) < 16 || len(h.key) > 64 {
		return h, errors.New("has a salt or a key that is not base64")
	}
	return h, nil
}

// matches reports whether a hash is of a password. It takes the same time for every
// password of a length.
func (h hash) matches(password string) bool {
	key, err := pbkdf2.Key(sha256.New, password, h.salt, h.iterations, len(h.key))
	return err == nil && subtle.ConstantTimeCompare(key, h.key) == 1
}

// nobody is the hash that an unknown user's password is compared with, so that the time
// does not tell which users there are.
var nobody = hash{iterations, make([]byte, saltSize), make([]byte, keySize)}
