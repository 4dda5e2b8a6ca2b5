package job

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// TestSpill: parts of the file are used again, never by two, and the file stays within
// its limit.
func TestSpill(t *testing.T) {
	s := newSpill(t.TempDir(), 1<<20)
	rnd := rand.New(rand.NewPCG(1, 2))
	type part struct {
		*extent
		data []byte
	}
	var parts []part
	full := 0
	for i := range 5000 {
		if len(parts) > 0 && rnd.IntN(5) < 2 {
			k := rnd.IntN(len(parts))
			got, err := parts[k].read()
			if err != nil || !bytes.Equal(got, parts[k].data) {
				t.Fatalf("part of %d bytes: %v", len(parts[k].data), err)
			}
			parts[k].release()
			parts = append(parts[:k], parts[k+1:]...)
			continue
		}
		data := bytes.Repeat([]byte{byte(i)}, 1+rnd.IntN(1<<rnd.IntN(17)))
		x, err := s.write("client", data)
		switch {
		case errors.Is(err, errSpillFull):
			full++
		case err != nil:
			t.Fatal(err)
		default:
			parts = append(parts, part{x, data})
		}
		if info, err := s.file.Stat(); err != nil || info.Size() > s.limit {
			t.Fatalf("the file has %d bytes, %v", info.Size(), err)
		}
	}
	if full == 0 {
		t.Error("the limit was not reached")
	}
	for _, p := range parts {
		p.release()
	}
	if info, err := s.file.Stat(); err != nil || info.Size() != 0 || s.used != 0 || s.held.Used() != 0 {
		t.Errorf("nothing is left, and the file has %d bytes, %v", info.Size(), err)
	}
	s.close()
	if _, err := s.write("client", []byte("x")); !errors.Is(err, errSpillFull) {
		t.Errorf("after close: %v", err)
	}
}

// TestSpillUsesPartsAgain: the file does not grow while as much is given back as is written,
// though it never is empty.
func TestSpillUsesPartsAgain(t *testing.T) {
	s := newSpill(t.TempDir(), 1<<20)
	defer s.close()
	if _, err := s.write("client", []byte("stays")); err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		x, err := s.write("client", bytes.Repeat([]byte{byte(i)}, 100<<10))
		if err != nil {
			t.Fatalf("write %d: %v", i, err)
		}
		x.release()
	}
}

// TestSpillHolds: what somebody reads is not used again.
func TestSpillHolds(t *testing.T) {
	s := newSpill(t.TempDir(), 1<<20)
	defer s.close()
	x, err := s.write("client", []byte("first"))
	if err != nil {
		t.Fatal(err)
	}
	x.hold()
	x.release()
	if _, err := s.write("client", []byte("other")); err != nil {
		t.Fatal(err)
	}
	if got, err := x.read(); err != nil || string(got) != "first" {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestSpillLeavesNoFile: neither while it is used, nor after a crash of another.
func TestSpillLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "blocksgen-results-1"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := newSpill(dir, 1<<20)
	if _, err := s.write("client", []byte("x")); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("files: %v, %v", left, err)
	}
	s.close()
}

// BenchmarkSpill writes, reads and gives back a result.
func BenchmarkSpill(b *testing.B) {
	for _, size := range []int{16 << 10, 1 << 20} {
		b.Run(fmt.Sprint(size>>10, "KiB"), func(b *testing.B) {
			s := newSpill(b.TempDir(), 1<<30)
			defer s.close()
			data := bytes.Repeat([]byte("x"), size)
			b.SetBytes(int64(size))
			for b.Loop() {
				x, err := s.write("", data)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := x.read(); err != nil {
					b.Fatal(err)
				}
				x.release()
			}
		})
	}
}
