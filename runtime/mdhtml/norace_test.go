//go:build !race

package mdhtml_test

const slow = 1
