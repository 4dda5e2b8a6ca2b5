package mdhtml

import (
	"regexp"
	"sync"

	"github.com/microcosm-cc/bluemonday"
)

// What stays of the HTML in a text. Texts are often written by others than those who read
// them, so HTML may look as it likes within its block, but not run, load from elsewhere
// by itself, cover the page, take the focus or ask for input. docs/markdown.md lists what
// differs from Gradio, with the reasons.

var elements = []string{
	"a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "br",
	"caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt", "em",
	"fieldset", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
	"i", "img", "ins", "kbd", "legend", "li", "map", "mark", "menu", "meter", "nav", "nobr", "ol", "output", "p", "picture",
	"pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "source", "span", "strike", "strong", "sub",
	"summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var",
	"video", "wbr",
}

// attributes say how an element looks or what it means, whatever their value.
var attributes = []string{
	"abbr", "align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "clear", "color", "compact", "controls",
	"coords", "datetime", "dir", "draggable", "face", "headers", "height", "hidden", "high", "kind", "label", "lang", "loop",
	"low", "max", "min", "muted", "noshade", "nowrap", "open", "optimum", "preload", "reversed", "role", "rules", "scope",
	"shape", "size", "spellcheck", "srclang", "start", "summary", "title", "translate", "type", "valign", "value", "width",
}

// named are the values of id and name.
var named = regexp.MustCompile(`^[\p{L}\p{N}:_.-]+$`)

// fetched are addresses that the sanitizer does not look at.
var fetched = regexp.MustCompile(`^(?:https?:)?[^:\s]*(?::\d+/[^:\s]*)?(?:\s+[\d.]+[wx])?(?:\s*,\s*(?:https?:)?[^:\s]*(?::\d+/[^:\s]*)?(?:\s+[\d.]+[wx])?)*$`)

var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(elements...)
	p.AllowNoAttrs().OnElements(elements...)
	p.AllowAttrs(attributes...).Globally()
	p.AllowAttrs("colspan", "rowspan", "span").Matching(regexp.MustCompile(`^\d{1,3}$`)).Globally()
	p.AllowAttrs("style").Matching(styles).Globally()
	p.AllowAttrs("id").Matching(named).Globally()
	p.AllowAttrs("name").Matching(named).OnElements("a", "details", "map")
	p.AllowAttrs("usemap").Matching(regexp.MustCompile(`^#[\p{L}\p{N}:_.-]+$`)).OnElements("img")

	p.AllowStandardURLs()
	p.AllowURLSchemes("tel")
	p.AllowDataURIImages()
	p.AllowAttrs("href").OnElements("a", "area")
	p.AllowAttrs("target").Matching(regexp.MustCompile(`^_(?:blank|self|parent|top)$`)).OnElements("a", "area")
	p.AllowAttrs("download", "hreflang").OnElements("a", "area")
	p.AllowAttrs("cite").OnElements("blockquote", "del", "ins", "q")
	p.AllowAttrs("src").OnElements("img", "audio", "video", "source", "track")
	p.AllowAttrs("srcset").Matching(fetched).OnElements("img", "source")
	p.AllowAttrs("media", "sizes").OnElements("img", "source")
	p.AllowAttrs("poster").Matching(fetched).OnElements("video")
	p.AddTargetBlankToFullyQualifiedLinks(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)

	// What the renderer makes: boxes of task lists (see plainTags), and formulas.
	p.AllowAttrs("checked", "disabled").OnElements("input")
	p.AllowAttrs("data-tex").OnElements("span")
	p.AllowAttrs("data-display").Matching(regexp.MustCompile(`^$`)).OnElements("span")
	return p
})
