package match

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/record"
)

func TestSnapshot(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	words := vocabulary(r)
	x := New(Options{})
	for i := range 3000 {
		x.Put(synthetic(i, words, 20))
	}
	for i := range 300 {
		x.Remove(record.Key{Home: "n", ID: fmt.Sprint(i * 3)})
	}
	x.Put(open("zh", "数控机床的故障诊断"))
	path := filepath.Join(t.TempDir(), "index")
	if err := x.Save(path, "entry 7"); err != nil {
		t.Fatal(err)
	}
	y, err := Load(path, "entry 7", Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 200 { // both go on changing
		if i > 0 {
			d := synthetic(r.IntN(3000), words, 20)
			x.Put(d)
			y.Put(d)
			x.Remove(record.Key{Home: "n", ID: fmt.Sprint(i)})
			y.Remove(record.Key{Home: "n", ID: fmt.Sprint(i)})
		}
		q := Query{Text: "机床 " + words(1+r.IntN(20)), Scopes: openDocs, Agree: map[string]string{"region": "210100"}}
		if r.IntN(4) == 0 {
			q.Text += " " + words(1)[:2] + "*"
		}
		if got, want := y.Search(q), x.Search(q); !reflect.DeepEqual(got, want) || y.Len() != x.Len() {
			t.Fatalf("after loading %+v\nbefore saving %+v", got, want)
		}
	}
}

func TestBrokenSnapshots(t *testing.T) {
	x := New(Options{})
	x.Put(open("a", "robot"))
	path := filepath.Join(t.TempDir(), "index")
	if err := x.Save(path, "7"); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range good {
		if err := os.WriteFile(path, good[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path, "7", Options{}); !fault.Is(err, fault.CodeInvalid) {
			t.Fatalf("cut to %d bytes: got %v, want a fault", n, err)
		}
		bad := append([]byte(nil), good...)
		bad[n] ^= 0x10
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(path, "7", Options{}); !fault.Is(err, fault.CodeInvalid) {
			t.Fatalf("byte %d altered: got %v, want a fault", n, err)
		}
	}
	if err := os.WriteFile(path, good, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path, "8", Options{}); !fault.Is(err, fault.CodeInvalid) {
		t.Errorf("another label: got %v, want a fault", err)
	}
	if _, err := Load(path+"x", "7", Options{}); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("no file: got %v, want a fault", err)
	}
}
