package gallery

import (
	"fmt"
	"go/format"
	"regexp"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/blocks/spec"
)

// place is a text of a block: a setter that takes something with a string in it.
type place struct {
	entry  *spec.Entry
	setter *spec.Setter
	raw    bool // markup that is not sanitised
}

// String names the place for messages.
func (p place) String() string { return p.entry.Go + "." + p.setter.Name }

// places lists the texts of all blocks. What is code by definition is not among them:
// scripts and templates. Neither are blocks as arguments.
func places() (list []place) {
	for _, e := range shown() {
		for i := range e.Params {
			p := &e.Params[i]
			if !e.IsProp(p.Name) || p.Todo != "" || p.Constant || p.Form.Kind() != spec.Data {
				continue
			}
			for j := range p.Setters {
				s := &p.Setters[j]
				switch s.Type.Go {
				case "", "bool", "int", "float64", "JS":
				default:
					list = append(list, place{e, s, e.Kind == "html" && p.Name == "value"})
				}
				if p.Name == "value" && e.IsProp("sanitize_html") {
					list = append(list, place{e, s, true})
				}
			}
		}
	}
	return list
}

// exported are the types of package ui in a type as ui spells it.
var exported = regexp.MustCompile(`(^|[^.\w])([A-Z]\w*)`)

// hostileSource is the Go source of an app in which every text of every block is an
// attack: from the start, by a handler, or as the user entered it. The attacks come from a
// file. The page texts has the sanitised texts, the page raw those that are not.
func hostileSource() (string, error) {
	var text strings.Builder
	text.WriteString(hostileHead)
	all := places()
	for _, raw := range []bool{false, true} {
		h := hostile{suffix: "Texts", raw: raw, text: &text}
		if raw {
			h.suffix = "Raw"
		}
		h.page(all)
	}
	out, err := format.Source([]byte(text.String()))
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, text.String())
	}
	return string(out), nil
}

// hostile writes the source of one page.
type hostile struct {
	suffix string
	raw    bool
	text   *strings.Builder
}

func (h hostile) page(all []place) {
	parts := []string{}
	kinds := map[*spec.Entry][]int{}
	h.text.WriteString(strings.ReplaceAll(hostileControls, "@", h.suffix))
	for n, p := range all {
		if p.raw != h.raw {
			continue
		}
		x := h.block(p.entry, "Block") + "." + hostileCall(p, n, `-1, ""`)
		if p.raw && p.entry.IsProp("sanitize_html") {
			x += ".SanitizeHTML(false)"
		}
		parts = append(parts, h.variable(p.entry, textName(p.entry, n), x))
		kinds[p.entry] = append(kinds[p.entry], n)
	}
	for _, e := range shown() {
		if len(kinds[e]) > 0 {
			h.update(e, kinds[e], all)
		}
		if e.TakesValue() != nil && !e.Hidden && (e.Kind == "html") == h.raw {
			parts = append(parts, h.say(e))
		}
	}
	fmt.Fprintf(h.text, "// Page%s is a page.\nvar Page%[1]s = ui.Page(update%[1]s, say%[1]s, tell%[1]s, stop%[1]s, input%[1]s, round%[1]s, done%[1]s, held%[1]s,\n%s,\n).Path(%q).Name(%[1]q)\n\n",
		h.suffix, strings.Join(parts, ",\n"), strings.ToLower(h.suffix))
}

func textName(e *spec.Entry, n int) string { return fmt.Sprintf("x%sText%d", e.Go, n) }

// block is an expression for a block with as little as possible.
func (h hostile) block(e *spec.Entry, label string) string {
	g := gallery{e: e}
	return strings.ReplaceAll(g.block(label), g.name("In"), "input"+h.suffix)
}

// variable declares a block, and returns how it is placed.
func (h hostile) variable(e *spec.Entry, name, x string) string {
	fmt.Fprintf(h.text, "var %s = %s\n", name, x)
	return gallery{e: e}.placed(name)
}

// update writes the handler that sets all texts of a block.
func (h hostile) update(e *spec.Entry, texts []int, all []place) {
	var out, types, results []string
	for _, n := range texts {
		out = append(out, textName(e, n))
		types = append(types, "ui."+e.Type())
		results = append(results, "ui."+e.Type()+"{}."+hostileCall(all[n], n, "round, input"))
	}
	name := e.Go + h.suffix
	fmt.Fprintf(h.text, "// Update%s sets the texts.\n//\n//blocks:on update%s.click in=round%[2]s,input%[2]s out=%[3]s\nfunc Update%[1]s(round int, input string) (%[4]s) {\n\treturn %[5]s\n}\n\n",
		name, h.suffix, strings.Join(out, ","), strings.Join(types, ", "), strings.Join(results, ",\n"))
}

// say writes a block whose value a handler gives back and says.
func (h hostile) say(e *spec.Entry) string {
	block := "x" + e.Go + "Said"
	placed := h.variable(e, block, h.block(e, "Said"))
	fmt.Fprintf(h.text, "// Say%s gives back what it gets, and says it.\n//\n//blocks:on say%s.click in=%s out=%[3]s\nfunc Say%[1]s(ctx context.Context, v %[4]s) (%[4]s, error) {\n\tevent.Info(ctx, fmt.Sprint(v), event.Title(fmt.Sprint(v)))\n\treturn v, nil\n}\n\n",
		e.Go, h.suffix, block, gallery{e: e}.goType())
	return placed
}

// hostileCall calls the setter of a place with attacks.
func hostileCall(p place, n int, how string) string {
	one := func(n int) string {
		return fmt.Sprintf("fill[%s](%d, %s)", exported.ReplaceAllString(p.setter.Type.Go, "${1}ui.$2"), n, how)
	}
	args := one(n)
	if p.setter.Type.Variadic {
		args += ", " + one(n+1000)
	}
	return p.setter.Name + "(" + args + ")"
}

const hostileHead = `// Package gallery attacks every text of every block.
//
//blocks:app title="Attacks" packs=none show_error=true
package gallery

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strconv"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

// Home is the main page.
var Home = ui.Page(ui.Markdown("# Attacks"))

// texts are the attacks.
var texts = func() (list []string) {
	raw, err := os.ReadFile(os.Getenv("ATTACKS"))
	if err == nil {
		err = json.Unmarshal(raw, &list)
	}
	if err != nil {
		panic(err)
	}
	return list
}()

var start, _ = strconv.Atoi(os.Getenv("ROUND"))

// attack is the text for the nth place: what the user said, or in each round another one.
func attack(n, round int, user string) string {
	if user == "" {
		user = texts[(n+round+len(texts))%len(texts)]
	}
	return strings.ReplaceAll(user, "ID", fmt.Sprintf("%04d", n))
}

// fill makes a value with attacks in it. Before the first round, they are those of ROUND.
func fill[T any](n, round int, user string) (v T) {
	if round < 0 {
		round = start
	}
	set(reflect.ValueOf(&v).Elem(), attack(n, round, user))
	return v
}

// set puts a text wherever a value can have one.
func set(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Interface:
		v.Set(reflect.ValueOf(text))
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		set(v.Index(0), text)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for _, name := range []string{text, "__proto__"} {
			e := reflect.New(v.Type().Elem()).Elem()
			set(e, text)
			v.SetMapIndex(reflect.ValueOf(name), e)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				set(v.Field(i), text)
			}
		}
	}
}

`

// hostileControls are what one page is worked by.
const hostileControls = `var (
	update@ = ui.Button("Update")
	say@    = ui.Button("Say")
	tell@   = ui.Button("Tell")
	stop@   = ui.Button("Stop")
	input@  = ui.Textbox().Label("Input")
	round@  = ui.Number().Label("Round").Value(0)
	done@   = ui.Number().Label("Done").Value(0)
	held@   = ui.Textbox().Label("Held")
)

// Done@ says that a round has come to its end.
//
//blocks:on update@.click in=round@ out=done@
func Done@(round int) (done int) { return round }

// Tell@ tells the user something in every way.
//
//blocks:on tell@.click in=input@ out=held@
func Tell@(ctx context.Context, input string) (string, error) {
	how, text, _ := strings.Cut(input, ":")
	switch title := event.Title(text); how {
	case "Info":
		event.Info(ctx, text, title)
	case "Warning":
		event.Warning(ctx, text, title)
	case "Success":
		event.Success(ctx, text, title)
	case "Error":
		return "", event.Errorf("%s", text).Title(text)
	case "Plain":
		return "", errors.New(text)
	case "Panic":
		panic(text)
	case "Progress":
		event.Progress(ctx, 0.5, text)
		return "", event.Sleep(ctx, 1<<62)
	}
	return text, nil
}

// Stop@ ends what tells a progress.
//
//blocks:on stop@.click cancels=Tell@
func Stop@() {}

`
