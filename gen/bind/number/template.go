package number

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// templateFunction turns a template of an HTML block into the source of a
// JavaScript function from the block's properties to text. A template mixes
// ${expression} with Handlebars: {{name}}, {{{raw}}}, {{#if}}, {{#unless}},
// {{#each}}, {{else}}. names are the properties that it may use.
func templateFunction(names []string, template string) (string, error) {
	c := compiler{rest: template}
	body, err := c.until("")
	if err != nil {
		return "", err
	}
	// Only names that the body uses are declared.
	used := slices.DeleteFunc(slices.Clone(names), func(n string) bool {
		return !regexp.MustCompile(`(^|[^\w$.])` + regexp.QuoteMeta(n) + `($|[^\w$])`).MatchString(body)
	})
	source := "(props) => {\n"
	if len(used) > 0 {
		source += "  const { " + strings.Join(used, ", ") + " } = props;\n"
	}
	if c.escapes {
		source += "  const esc = (v) => String(v ?? \"\").replace(/[&<>\"']/g, (c) => `&#${c.charCodeAt(0)};`);\n"
	}
	return source + "  return `" + body + "`;\n}", nil
}

type compiler struct {
	rest    string
	escapes bool
	depth   int // of {{#each}}
}

// until compiles up to a closing tag of a block, or up to the end of the template if
// block is "". The closing tag remains.
func (c *compiler) until(block string) (string, error) {
	var out strings.Builder
	for {
		i := strings.IndexAny(c.rest, "`\\$\r{")
		if i < 0 {
			out.WriteString(c.rest)
			c.rest = ""
			if block != "" {
				return "", fmt.Errorf("{{#%s}} is not closed", block)
			}
			return out.String(), nil
		}
		out.WriteString(c.rest[:i])
		c.rest = c.rest[i:]
		switch {
		case strings.HasPrefix(c.rest, "${"):
			n := expression(c.rest)
			if n < 0 {
				return "", fmt.Errorf("${ is not closed")
			}
			out.WriteString(c.rest[:n])
			c.rest = c.rest[n:]
		case strings.HasPrefix(c.rest, "{{"):
			tag, err := c.tag()
			if err != nil {
				return "", err
			}
			if tag == "else" || tag == "/"+block && block != "" {
				c.rest = "{{" + tag + "}}" + c.rest
				return out.String(), nil
			}
			text, err := c.compile(tag)
			if err != nil {
				return "", err
			}
			out.WriteString(text)
		default:
			switch c.rest[0] {
			case '`', '\\':
				out.WriteString(`\` + c.rest[:1])
			case '\r': // a template literal would lose it anyway
			default:
				out.WriteByte(c.rest[0])
			}
			c.rest = c.rest[1:]
		}
	}
}

// tag cuts {{…}} off.
func (c *compiler) tag() (string, error) {
	open, end := "{{", "}}"
	if strings.HasPrefix(c.rest, "{{{") {
		open, end = "{{{", "}}}"
	}
	text, rest, ok := strings.Cut(c.rest[len(open):], end)
	if !ok {
		return "", fmt.Errorf("%s is not closed", open)
	}
	c.rest = rest
	if text = strings.TrimSpace(text); open == "{{{" {
		text = "&" + text
	}
	return text, nil
}

func (c *compiler) compile(tag string) (string, error) {
	switch word, arg, _ := strings.Cut(tag, " "); {
	case strings.HasPrefix(tag, "!"):
		return "", nil
	case word == "#if" || word == "#unless":
		return c.condition(word[1:], c.value(arg))
	case word == "#each":
		c.depth++
		body, err := c.until("each")
		if err != nil {
			return "", err
		}
		if tag, _ := c.tag(); tag != "/each" {
			return "", fmt.Errorf("{{%s}} does not match {{#each}}", tag)
		}
		c.depth--
		return "${(" + c.value(arg) + " ?? []).map((item, index) => `" + body + "`).join(\"\")}", nil
	case strings.HasPrefix(tag, "#"), strings.HasPrefix(tag, "/"), strings.HasPrefix(tag, ">"):
		return "", fmt.Errorf("{{%s}} is not supported; write ${…} with JavaScript", tag)
	case strings.HasPrefix(tag, "&"):
		return "${" + c.value(tag[1:]) + " ?? \"\"}", nil
	default:
		c.escapes = true
		return "${esc(" + c.value(tag) + ")}", nil
	}
}

func (c *compiler) condition(word, value string) (string, error) {
	yes, err := c.until(word)
	if err != nil {
		return "", err
	}
	no := ""
	tag, _ := c.tag()
	if tag == "else" {
		if no, err = c.until(word); err != nil {
			return "", err
		}
		tag, _ = c.tag()
	}
	if tag != "/"+word {
		return "", fmt.Errorf("{{%s}} does not match {{#%s}}", tag, word)
	}
	// In Handlebars, an empty list is false.
	test := "(Array.isArray(" + value + ") ? " + value + ".length : " + value + ")"
	if word == "unless" {
		test = "!" + test
	}
	return "${" + test + " ? `" + yes + "` : `" + no + "`}", nil
}

// value turns a Handlebars path into JavaScript.
func (c *compiler) value(path string) string {
	path = strings.TrimSpace(path)
	switch {
	case c.depth > 0 && path == "@index":
		return "index"
	case c.depth > 0 && path == "this":
		return "item"
	case c.depth > 0 && strings.HasPrefix(path, "this."):
		path = "item." + path[len("this."):]
	}
	return strings.ReplaceAll(path, ".", "?.")
}

// expression is the length of ${…} with everything nested in it; -1 if it is not closed.
func expression(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'', '`':
			n := quoted(s[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		}
	}
	return -1
}

// quoted is the length of a JavaScript string at the start of s; -1 if it is not closed.
func quoted(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == s[0]:
			return i + 1
		case s[0] == '`' && strings.HasPrefix(s[i:], "${"):
			n := expression(s[i:])
			if n < 0 {
				return -1
			}
			i += n - 1
		}
	}
	return -1
}
