package job

import (
	"errors"
	"fmt"
	"math/bits"
	"os"
	"path/filepath"
	"sync"

	"github.com/blocksgen/blocksgen/runtime/limit"
)

// spillName is the pattern of the file's name.
const spillName = "blocksgen-results-*"

// minExtent is the smallest part of the file that is given away, as a power of two.
const minExtent = 12 // 4 KiB

var errSpillFull = errors.New("the file of unread results is full")

// spill keeps results in a temporary file when they are too many for memory. The file is
// made with the first one, and has no name from then on where the system allows it: it
// goes with the process, however that ends. Parts of it are used again; they have sizes
// that are powers of two.
type spill struct {
	dir   string        // "" is the system's directory for temporary files
	limit int64         // of the file's size
	held  *limit.Budget // the first half of it: who holds more may add no more

	mu   sync.Mutex
	file *os.File
	size int64           // of the file
	used int64           // bytes of the parts in use
	free map[int][]int64 // offsets of the parts that are not, by the logarithm of their size
}

// extent is a part of the file. Its users are counted, so that it is not used again
// while somebody reads it.
type extent struct {
	spill  *spill
	client string
	off    int64
	len    int
	class  int // logarithm of the size
	users  int // guarded by spill.mu
}

func newSpill(dir string, size int64) *spill {
	return &spill{dir: dir, limit: size, held: limit.New(size/2, 1<<minExtent)}
}

// write stores data of a client. It has one user, the caller.
func (s *spill) write(client string, data []byte) (*extent, error) {
	x := &extent{spill: s, client: client, len: len(data), class: max(minExtent, bits.Len(uint(len(data)-1))), users: 1}
	if err := s.take(x); err != nil {
		return nil, err
	}
	if _, err := s.file.WriteAt(data, x.off); err != nil {
		x.release()
		return nil, err
	}
	return x, nil
}

// take finds room for an extent.
func (s *spill) take(x *extent) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.limit == 0 {
		return errSpillFull
	}
	if s.file == nil {
		if err := s.open(); err != nil {
			return err
		}
	}
	if list := s.free[x.class]; len(list) > 0 {
		x.off = list[len(list)-1]
		s.free[x.class] = list[:len(list)-1]
	} else {
		if s.size+1<<x.class > s.limit {
			return errSpillFull
		}
		x.off = s.size
		s.size += 1 << x.class
	}
	s.used += 1 << x.class
	s.held.Add(x.client, 1<<x.class)
	return nil
}

// open makes the file, and removes what a crash has left of others. Where a file that
// is in use can be removed, its user keeps it; elsewhere it cannot be.
func (s *spill) open() error {
	dir := s.dir
	if dir == "" {
		dir = os.TempDir()
	}
	left, err := filepath.Glob(filepath.Join(dir, spillName))
	if err != nil {
		return err
	}
	for _, name := range left {
		_ = os.Remove(name)
	}
	if s.file, err = os.CreateTemp(dir, spillName); err != nil {
		return fmt.Errorf("results cannot be stored: %w", err)
	}
	s.free = map[int][]int64{}
	_ = os.Remove(s.file.Name()) // or close does it
	return nil
}

// close gives the file back. Extents cannot be read any more.
func (s *spill) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = 0
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}

// hold adds a user.
func (x *extent) hold() {
	x.spill.mu.Lock()
	defer x.spill.mu.Unlock()
	x.users++
}

// release takes a user away; the last one gives the part of the file back.
func (x *extent) release() {
	s := x.spill
	s.mu.Lock()
	defer s.mu.Unlock()
	if x.users--; x.users > 0 {
		return
	}
	s.held.Give(x.client, 1<<x.class)
	s.free[x.class] = append(s.free[x.class], x.off)
	if s.used -= 1 << x.class; s.used == 0 {
		s.size = 0
		clear(s.free)
		_ = s.file.Truncate(0)
	}
}

// read returns the data.
func (x *extent) read() ([]byte, error) {
	data := make([]byte, x.len)
	_, err := x.spill.file.ReadAt(data, x.off)
	return data, err
}
