package account

import (
	"testing"

	"heitu/internal/fault"
)

func TestPassword(t *testing.T) {
	for _, tt := range []struct {
		password string
		fit      bool
	}{
		{"", false}, {"short", false}, {"九个汉字不够的密码", false}, {"十个汉字就足够长密码", true},
		{"aaaaaaaaaaaa", false}, {"Password123", false}, {"1234567890", false}, {"correct horse 9", true},
	} {
		hash, err := Hash(tt.password)
		if (err == nil) != tt.fit || err != nil && !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q: got %v", tt.password, err)
			continue
		}
		if tt.fit && (!verify(hash, tt.password) || verify(hash, tt.password+"x")) {
			t.Errorf("%q: its hash does not tell it from another", tt.password)
		}
	}
	for _, hash := range []string{"", "x", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$", "$argon2id$v=19$m=x$AAAA$AAAA"} {
		if verify(hash, "") || verify(hash, "correct horse 9") {
			t.Errorf("the hash %q verifies", hash)
		}
	}
}
