package golden

import (
	"os"
	"syscall"
)

// maxMemory is the memory that a process had at most, in bytes.
func maxMemory(p *os.ProcessState) int64 {
	return p.SysUsage().(*syscall.Rusage).Maxrss * 1024
}
