package gen_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen"
	"github.com/blocksgen/blocksgen/gen/diag"
	"github.com/blocksgen/blocksgen/gen/diag/diagtest"
)

const store = `// Package store sells.
//
//blocks:app title="Store" theme=soft
package store

import (
	"fmt"

	"github.com/blocksgen/blocksgen/runtime/ui"
)

var (
	article = ui.Textbox().Label("Article")
	amount  = ui.Number().Label("Amount").Minimum(1)
	size    = ui.Radio("small", "large").Value("small")
	order   = ui.Button("Order")
	receipt = ui.Textbox().Label("Receipt")
)

// Home is the page.
var Home = ui.Page(
	ui.Row(article, amount),
	size,
	order,
	receipt,
)

var About = ui.Page(ui.Markdown("About us")).Path("about")

// Buy orders an article.
//
//blocks:on order.click article.submit api_name=buy show_progress=minimal
func Buy(article string, amount int, size string) (receipt string, err error) {
	if amount > 10 {
		return "", fmt.Errorf("too many")
	}
	return fmt.Sprint(amount, " ", size, " ", article), nil
}

// Done comes last.
//
//blocks:on Buy.then in=receipt
func Done(text string) {}
`

// mistakes are changes of store that make it wrong, and the code of the first diagnostic.
var mistakes = []struct {
	name, from, to string
	code           diag.Code
}{
	{"parameter", "Buy(article string", "Buy(artikle string", diag.Unbound},
	{"result", "(receipt string, err error) {", "(reciept string, err error) {", diag.Unbound},
	{"event", "order.click", "order.clik", diag.UnknownTrigger},
	{"block", "article.submit", "artcle.submit", diag.UnknownBlock},
	{"directive", "//blocks:on Buy", "//blocks:onn Buy", diag.UnknownDirective},
	{"space", "//blocks:on Buy", "// blocks:on Buy", diag.SpaceInDirective},
	{"case", "//blocks:on Buy", "//Blocks:on Buy", diag.SpaceInDirective},
	{"unexported", "func Buy", "func buy", diag.UnexportedHandler},
	{"option", "show_progress=", "show_progres=", diag.UnknownArgument},
	{"too few", "article.submit", "article.submit in=article", diag.CountMismatch},
	{"too many", "article.submit", "article.submit in=article,amount,size,receipt", diag.CountMismatch},
	{"too many out", "article.submit", "article.submit out=article,receipt", diag.CountMismatch},
	{"order", "article.submit", "article.submit in=amount,article,size", diag.TypeMismatch},
	{"spaces around =", "in=receipt", "in = receipt", diag.MalformedArgument},
	{"space after =", "in=receipt", "in= receipt", diag.MalformedArgument},
	{"brackets", "article.submit", "article.submit in=[article, amount, size]", diag.MalformedArgument},
	{"tuple", "in=receipt", "in=(receipt)", diag.MalformedArgument},
	{"comma", "order.click article", "order.click,article", diag.BadValue},
	{"type", "size string", "size int", diag.TypeMismatch},
	{"quoted trigger", "order.click", `"order.click"`, diag.BadValue},
	{"quoted number", "api_name=buy", `api_name=buy concurrency_limit="4"`, diag.BadValue},
	{"call", "order.click", "order.click()", diag.MalformedArgument},
	{"Go method", "order.click", "order.Click()", diag.MalformedArgument},
	{"slash", "api_name=buy", "api_name=/buy", diag.BadValue},
	{"False", "api_name=buy", "api_name=buy queue=False", diag.BadValue},
	{"None", "api_name=buy", "api_name=buy concurrency_limit=None", diag.BadValue},
	{"word", "minimal", "minmal", diag.BadValue},
	{"inputs", "in=receipt", "inputs=receipt", diag.UnknownArgument},
	{"blank line", "in=receipt\n", "in=receipt\n\n", diag.Detached},
	{"inside", "if amount > 10", "//blocks:on size.change\n\tif amount > 10", diag.Detached},
	{"on a type", "// Buy orders", "//blocks:on size.change\ntype Size int\n\n// Buy orders", diag.WrongTarget},
	{"app on a page", "// Home is the page.", "//blocks:app", diag.WrongTarget},
	{"variable", "func Done(text string) {}", "var Done = func(text string) {}", diag.WrongTarget},
	{"with first", "//blocks:on Buy", "//blocks:with queue=false\n//blocks:on Buy", diag.WithAlone},
	{"unplaced", "\tsize,\n", "", diag.Nowhere},
	{"unplaced on one line", "// Home is the page.\nvar Home = ui.Page(\n\tui.Row(article, amount),\n\tsize,\n\torder,\n\treceipt,\n)", "var Home = ui.Page(article, amount, size, order)", diag.Nowhere},
	{"twice", "\treceipt,\n", "\treceipt,\n\tsize,\n", diag.BlockTwice},
	{"twice first", "ui.Row(article, amount)", "ui.Row(size, article, amount)", diag.BlockTwice},
	{"two pages", `ui.Page(ui.Markdown("About us"))`, `ui.Page(ui.Markdown("About us"), size)`, diag.BlockTwice},
	{"path", "// Buy orders", "var Other = ui.Page(ui.Markdown(\"Other\")).Path(\"about\")\n\n// Buy orders", diag.DuplicatePath},
	{"unexported page", "var About", "var about", diag.UnexportedPage},
	{"nil", "\tsize,\n", "\tsize,\n\tnil,\n", diag.UnreadableBlock},
	{"string", "\tsize,\n", "\tsize,\n\t\"size\",\n", diag.TypeError},
	{"pointer", "article = ui.Textbox()", "article = &ui.TextboxBlock{}", diag.TypeError},
	{"literal", "receipt = ui.Textbox()", "receipt = ui.TextboxBlock{}", diag.UnreadableBlock},
	{"no value", "receipt = ui.Textbox().Label(\"Receipt\")", "receipt ui.TextboxBlock", diag.UnreadableBlock},
	{"setter", "Minimum(1)", "Minimun(1)", diag.TypeError},
	{"lower case", "Label(\"Receipt\")", "label(\"Receipt\")", diag.TypeError},
	{"number", "Label(\"Receipt\")", "Label(3)", diag.TypeError},
	{"text", "Minimum(1)", `Minimum("1")`, diag.TypeError},
	{"import", "\t\"fmt\"\n", "\t\"fmt\"\n\t\"strings\"\n", diag.TypeError},
	{"only import", "import (\n\t\"fmt\"\n\n", "import \"strings\"\n\nimport (\n\t\"fmt\"\n\n", diag.TypeError},
	{"error first", "(receipt string, err error) {\n\tif amount > 10 {\n\t\treturn \"\", fmt.Errorf(\"too many\")\n\t}\n\treturn fmt.Sprint(amount, \" \", size, \" \", article), nil", "(err error, receipt string) {\n\tif amount > 10 {\n\t\treturn fmt.Errorf(\"too many\"), \"\"\n\t}\n\treturn nil, fmt.Sprint(amount, \" \", size, \" \", article)", diag.BadResult},
	{"context last", "func Done(text string) {}", "func Done(text string, ctx context.Context) {}", diag.BadParameter},
	{"handler", "Buy.then", "Bui.then", diag.UnknownListener},
	{"several listeners", "//blocks:on order.click", "//blocks:on size.change api_name=other\n//blocks:on order.click", diag.AmbiguousListener},
	{"choice", `.Value("small")`, `.Value("smal")`, diag.NotAChoice},
	{"title", `title="Store"`, "title=My Store", diag.MalformedArgument},
	{"single quotes", `title="Store"`, "title='Store'", diag.MalformedArgument},
	{"open quote", `title="Store" theme=soft`, `title="Store`, diag.MalformedArgument},
	{"identifier", `title="Store"`, `title=Store`, diag.BadText},
	{"no app", "//\n//blocks:app title=\"Store\" theme=soft\n", "", diag.NoApp},
}

// TestFixesMakeClean makes each mistake in an app of its own, and applies fixes as check
// --fix does, until no error is left.
func TestFixesMakeClean(t *testing.T) {
	root := diagtest.Module(t)
	dir := func(i int) string { return filepath.Join(root, "m"+string(rune('a'+i/26))+string(rune('a'+i%26))) }
	for i, m := range mistakes {
		src := strings.Replace(store, m.from, m.to, 1)
		if m.name == "context last" {
			src = strings.Replace(src, "\t\"fmt\"\n", "\t\"context\"\n\t\"fmt\"\n", 1)
		}
		if src == store {
			t.Fatalf("%s changes nothing", m.name)
		}
		if err := os.MkdirAll(dir(i), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir(i), "store.go"), []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var first map[string][]*diag.Diagnostic
	var last map[string][]*diag.Diagnostic
	for round := range 4 {
		report, err := gen.Run(t.Context(), gen.Options{Dir: root, Patterns: []string{"./..."}, NoPlan: true})
		if err != nil {
			t.Fatal(err)
		}
		last = map[string][]*diag.Diagnostic{}
		for _, d := range report.Findings.Sorted() {
			last[filepath.Dir(d.Span.File)] = append(last[filepath.Dir(d.Span.File)], d)
		}
		if round == 0 {
			first = last
		}
		changed, err := report.Fix()
		if err != nil {
			t.Fatal(err)
		}
		if len(changed) == 0 {
			break
		}
	}
	for i, m := range mistakes {
		t.Run(m.name, func(t *testing.T) {
			found := first[dir(i)]
			switch {
			case len(found) == 0:
				t.Fatal("no diagnostic")
			case found[0].Code != m.code:
				t.Errorf("the first diagnostic is %s (%s), not %s", found[0].Code, found[0].Message, m.code)
			}
			if left := last[dir(i)]; len(left) > 0 {
				src, _ := os.ReadFile(filepath.Join(dir(i), "store.go"))
				t.Errorf("after the fixes of %q: %s: %s\n%s", found[0].Message, left[0].Span, left[0].Message, src)
			}
		})
	}
}
