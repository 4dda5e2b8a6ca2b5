package site

import "strings"

// policy is the content security policy of a page: no script but the app's own
// files and the scripts and styles that its head holds, no request to another
// origin.
func policy(scripts, styles []string) string {
	return "default-src 'none'; script-src " + sources(scripts) + "; style-src " + sources(styles) + "; style-src-attr 'unsafe-inline'; " +
		"img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; manifest-src 'self'; " +
		"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
}

// sources is the app's own origin, and what has one of the hashes.
func sources(hashes []string) string { return strings.Join(append([]string{"'self'"}, hashes...), " ") }
