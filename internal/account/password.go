package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// PasswordMin is the least number of characters of a password.
const PasswordMin = 10

// The cost of argon2id, after OWASP's second recommendation: 19 MiB, two passes.
const (
	memory  = 19 * 1024
	passes  = 2
	threads = 1
	keySize = 32
)

// common holds the passwords that everybody tries first.
var common = []string{"1234567890", "0123456789", "123456789a", "qwertyuiop", "password123", "password1234", "1q2w3e4r5t", "abc1234567", "a123456789", "woaini1314", "iloveyou123", "administrator", "heitu12345"}

// Hash returns the encoded argon2id hash of a password, or an invalid fault if
// the password is too short or too common.
func Hash(password string) (string, error) {
	if utf8.RuneCountInString(password) < PasswordMin {
		return "", fault.Invalid("password", text.PasswordShort, PasswordMin)
	}
	if slices.Contains(common, strings.ToLower(password)) || strings.Count(password, password[:1]) == len(password) {
		return "", fault.Invalid("password", text.PasswordCommon)
	}
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, passes, memory, threads, keySize)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, threads, b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

// verify reports whether the hash is that of the password. For a hash that does
// not exist it works as long and says no.
func verify(hash, password string) bool {
	salt, want := make([]byte, 16), make([]byte, keySize)
	m, t, p := uint32(memory), uint32(passes), uint8(threads)
	parts := strings.Split(hash, "$")
	known := len(parts) == 6
	if known {
		if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &m, &t, &p); err != nil {
			return false
		}
		var err1, err2 error
		salt, err1 = base64.RawStdEncoding.DecodeString(parts[4])
		want, err2 = base64.RawStdEncoding.DecodeString(parts[5])
		known = err1 == nil && err2 == nil && len(want) > 0
	}
	got := argon2.IDKey([]byte(password), salt, t, m, p, uint32(max(len(want), 1)))
	return subtle.ConstantTimeCompare(got, want) == 1 && known
}
