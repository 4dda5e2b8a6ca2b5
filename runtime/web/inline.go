package web

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
)

// inline matches what the browser reads before it sees an element of its own:
// comments, and scripts and styles with their text.
var inline = regexp.MustCompile(`(?is)<!--.*?-->|` +
	`<script((?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?)>(.*?)</script\s*>|<style(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>(.*?)</style\s*>`)

// external matches the attribute of a script that has no text of its own.
var external = regexp.MustCompile(`(?i)\ssrc\s*=`)

// Inline returns the hashes of the scripts and styles that stand in a piece of
// markup, in the form of a content security policy, so that it can allow these
// and no others.
func Inline(markup string) (scripts, styles []string) {
	for _, m := range inline.FindAllStringSubmatch(markup, -1) {
		switch script, style := m[2], m[3]; {
		case style != "":
			styles = append(styles, hash(style))
		case script != "" && !external.MatchString(m[1]):
			scripts = append(scripts, hash(script))
		}
	}
	return scripts, styles
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
