package contract

import "slices"

// reserved are the first parts of the paths that the server uses, or that clients of
// the reference server ask for. No page can have one of them.
var reserved = []string{
	"gradio_api", "config", "theme.css", "assets", "favicon.ico", "robots.txt", "manifest.json",
	"login", "logout", "static", "svelte", "pwa_icon", "monitoring",
}

// Reserved reports whether a page may not have a path, because the server uses it. The
// server refuses to start with a route of its own, or of an extension, whose first part
// is not reserved.
func Reserved(path string) bool { return slices.Contains(reserved, path) }
