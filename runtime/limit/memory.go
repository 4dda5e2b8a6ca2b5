package limit

import (
	"math"
	"runtime/debug"
)

// Memory is how the bytes that clients may make an app hold are divided. The parts do not
// borrow from each other: results that nobody reads do not keep calls from coming in.
type Memory struct {
	// Calls are the bodies of requests from their first byte on, and the calls that
	// wait or run. See [CallCost].
	Calls int64
	// Properties are what handlers changed of the blocks, by session.
	Properties int64
	// Results are the logs of events and their results, until they are read.
	Results int64
}

// DefaultMemory is the total for [Divide] where the process has no memory limit.
const DefaultMemory = 256 << 20

// Divide divides a number of bytes: a quarter each for calls and properties, an eighth for
// results. The rest is for what is not counted, such as copies that are made on the way.
// 0 takes half of the process's memory limit (GOMEMLIMIT), or DefaultMemory if there is
// none.
func Divide(total int64) Memory {
	if total <= 0 {
		total = DefaultMemory
		if soft := debug.SetMemoryLimit(-1); soft < math.MaxInt64 {
			total = soft / 2
		}
	}
	return Memory{Calls: total / 4, Properties: total / 4, Results: total / 8}
}

// CallCost is what a call holds in memory while it waits and runs: its body, and what
// the values in it become when a handler decodes them. A value of a JSON document takes
// some 100 bytes as a Go value.
func CallCost(bytes, values int) int64 { return int64(bytes) + 100*int64(values) + 1024 }
