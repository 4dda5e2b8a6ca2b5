package mdhtml

import (
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// properties are those of CSS that a style may set. They change how an element looks
// within its block. None of them moves it out of the block or paints outside of it.
var properties = strings.Fields(`
	accent-color align-content align-items align-self aspect-ratio
	background background-color background-position background-repeat background-size
	border border-bottom border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style
	border-bottom-width border-collapse border-color border-left border-left-color border-left-style border-left-width
	border-radius border-right border-right-color border-right-style border-right-width border-spacing border-style
	border-top border-top-color border-top-left-radius border-top-right-radius border-top-style border-top-width border-width
	box-sizing break-after break-before break-inside caption-side caret-color clear color column-count column-gap column-rule
	column-width columns counter-increment counter-reset direction display empty-cells
	flex flex-basis flex-direction flex-flow flex-grow flex-shrink flex-wrap float
	font font-family font-feature-settings font-size font-stretch font-style font-variant font-variant-caps
	font-variant-numeric font-weight gap grid-area grid-auto-columns grid-auto-flow grid-auto-rows grid-column grid-gap
	grid-row grid-template-columns grid-template-rows height hyphens justify-content justify-items justify-self
	letter-spacing line-height list-style list-style-position list-style-type
	margin margin-bottom margin-left margin-right margin-top max-height max-width min-height min-width
	object-fit object-position opacity order orphans overflow overflow-wrap overflow-x overflow-y
	padding padding-bottom padding-left padding-right padding-top page-break-after page-break-before page-break-inside
	quotes row-gap scroll-behavior tab-size table-layout text-align text-align-last text-decoration text-decoration-color
	text-decoration-line text-decoration-style text-decoration-thickness text-indent text-overflow text-transform
	text-underline-offset unicode-bidi vertical-align visibility white-space widows width word-break word-spacing word-wrap
	writing-mode`)

// A value has words, numbers, colours and strings, and only functions that load nothing.
const (
	function = `(?:rgba?|hsla?|oklch|oklab|lab|lch|calc|min|max|clamp|minmax|repeat|fit-content|(?:repeating-)?(?:linear|radial|conic)-gradient)`
	inside   = `(?:[\w #%.,+*/-]|` + function + `\([\w #%.,+*/-]*\))*`
	word     = `(?:[\w #%.,+*/!-]|"[\w ,.-]*"|'[\w ,.-]*'|` + function + `\(` + inside + `\))+`
)

var (
	style  = regexp.MustCompile(`^(?:` + word + `)$`)
	styles = regexp.MustCompile(`^[a-z-]+: ` + word + `(?:; [a-z-]+: ` + word + `)*$`)
)

// plainTags reduces what the sanitizer itself does not look at: style attributes to what
// a text may set, and input elements to the boxes of task lists. The sanitizer's own
// reader of styles takes quadratic time, and links a list of all properties of CSS; it
// only has to check the form of what is left here.
func plainTags(source []byte) []byte {
	lower := bytes.ToLower(source)
	if !bytes.Contains(lower, []byte("style")) && !bytes.Contains(lower, []byte("<input")) {
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
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			out.Write(raw)
			continue
		}
		token := z.Token()
		if token.Data == "input" {
			if box(token.Attr) {
				out.WriteString(checkbox(token.Attr))
			}
			continue
		}
		if !slices.ContainsFunc(token.Attr, isStyle) {
			out.Write(raw)
			continue
		}
		for i := range token.Attr {
			if isStyle(token.Attr[i]) {
				token.Attr[i].Val = plainStyle(token.Attr[i].Val)
			}
		}
		out.WriteString(token.String())
	}
}

func isStyle(a html.Attribute) bool { return a.Key == "style" }

func box(list []html.Attribute) bool {
	return slices.ContainsFunc(list, func(a html.Attribute) bool { return a.Key == "type" && strings.EqualFold(a.Val, "checkbox") })
}

func checkbox(list []html.Attribute) string {
	if slices.ContainsFunc(list, func(a html.Attribute) bool { return a.Key == "checked" }) {
		return `<input checked="" disabled="" type="checkbox">`
	}
	return `<input disabled="" type="checkbox">`
}

// plainStyle keeps the declarations that a style may have, of each property the last.
func plainStyle(source string) string {
	var kept []string
	at := map[string]int{}
	for declaration := range strings.SplitSeq(source, ";") {
		name, value, _ := strings.Cut(declaration, ":")
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if !slices.Contains(properties, name) || !style.MatchString(value) || strings.Contains(value, "/*") || strings.HasPrefix(name, "margin") && strings.Contains(value, "-") {
			continue
		}
		if i, ok := at[name]; ok {
			kept[i] = name + ": " + value
			continue
		}
		at[name] = len(kept)
		kept = append(kept, name+": "+value)
	}
	return strings.Join(kept, "; ")
}
