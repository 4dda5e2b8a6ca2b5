package diag

// Nearest returns the candidate that somebody who wrote name most likely meant,
// or "" when none is close: at most a third of the letters may differ. A
// transposition counts as one difference.
func Nearest(name string, candidates []string) string {
	best, nearest := max(1, len(name)/3)+1, ""
	for _, c := range candidates {
		if d := distance(name, c); d < best && d < len(name) {
			best, nearest = d, c
		}
	}
	return nearest
}

// distance is the number of insertions, deletions, replacements and
// transpositions of neighbours between a and b, in bytes.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if lower(a[i-1]) == lower(b[j-1]) {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
