//go:build race

package mdhtml_test

// slow is how much more a text may cost under the race detector.
const slow = 10
