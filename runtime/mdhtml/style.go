package mdhtml

import (
	"bytes"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// plainStyles reduces the style attributes of HTML to what a text may set: its
// alignment. The sanitizer's own reader of styles takes quadratic time, and links a
// list of all properties of CSS; it only has to check what is left here.
func plainStyles(source []byte) []byte {
	if !bytes.Contains(bytes.ToLower(source), []byte("style")) {
		return source
	}
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(source))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if z.Err() != io.EOF {
				return nil // the tokenizer reads from memory: this cannot be
			}
			return out.Bytes()
		}
		raw := bytes.Clone(z.Raw())
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken || !bytes.Contains(bytes.ToLower(raw), []byte("style")) {
			out.Write(raw)
			continue
		}
		token := z.Token()
		for i := range token.Attr {
			if a := &token.Attr[i]; a.Key == "style" {
				a.Val = plainStyle(a.Val)
			}
		}
		out.WriteString(token.String())
	}
}

// plainStyle keeps the last alignment of a style; "" when there is none.
func plainStyle(style string) (kept string) {
	for declaration := range strings.SplitSeq(style, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		value = strings.ToLower(strings.TrimSpace(value))
		if strings.EqualFold(strings.TrimSpace(name), "text-align") && alignment.MatchString(value) {
			kept = "text-align: " + value
		}
	}
	return kept
}
