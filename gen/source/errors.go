package source

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
	"golang.org/x/tools/go/packages"

	"github.com/blocksgen/blocksgen/gen/diag"
)

// maxTypeErrors is the maximum number of type errors reported for one package.
const maxTypeErrors = 10

// compileErrors reports a package's compile errors, and returns whether there are
// any: the first syntax error of each file, or else type errors. Errors of the go
// command without a position repeat these, so they are reported only if there are
// no others. unparsed are the files with syntax errors. Nothing is reported that may
// follow from the errors of an imported package.
func (l *Loaded) compileErrors(p *packages.Package, list *diag.List) (unparsed map[string]bool, broken bool) {
	if len(p.Errors) == 0 {
		return nil, false
	}
	before := list.Len()
	unparsed = map[string]bool{}
	for _, e := range p.Errors {
		if e.Kind != packages.ParseError {
			continue
		}
		at := l.place(e.Pos)
		if !unparsed[at.File] {
			unparsed[at.File] = true
			list.Errorf(diag.SyntaxError, at, "%s", lower(e.Msg))
		}
	}
	if len(unparsed) > 0 || importsBroken(p, map[*packages.Package]bool{}) {
		return unparsed, true
	}
	l.typeErrors(p, list)
	if list.Len() == before && !l.noRuntime {
		for _, e := range p.Errors {
			if l.compilerErrors(e, list) {
				continue
			}
			goError(list, diag.LoadError, l.place(e.Pos), "package "+p.PkgPath+" cannot be loaded: ", e.Msg)
		}
	}
	return unparsed, true
}

// importsBroken reports whether a package imports one that was loaded from source and has
// errors: these are reported there.
func importsBroken(p *packages.Package, seen map[*packages.Package]bool) bool {
	for _, i := range p.Imports {
		if seen[i] || strings.HasPrefix(i.PkgPath, Module+"/runtime/") { // whose functions have no bodies here
			continue
		}
		seen[i] = true
		if len(i.Syntax) > 0 && (len(i.Errors) > 0 || importsBroken(i, seen)) {
			return true
		}
	}
	return false
}

// compilerErrors reports errors that only the compiler detects. They come as one
// error without a position: a line "# path", then lines with positions.
func (l *Loaded) compilerErrors(e packages.Error, list *diag.List) bool {
	head, lines, ok := strings.Cut(e.Msg, "\n")
	if !ok || !strings.HasPrefix(head, "# ") {
		return false
	}
	found := false
	for line := range strings.Lines(lines) {
		pos, msg, ok := strings.Cut(strings.TrimSpace(line), ": ")
		at := l.place(pos)
		if !ok || !at.IsValid() {
			continue
		}
		list.Errorf(diag.TypeError, at, "%s", lower(msg))
		found = true
	}
	return found
}

// typeErrors reports type errors. Unused names and imports are reported only if
// there are no other errors, because those are often the cause. Of several errors that say
// the same, such as "undefined: ui", the first is reported.
func (l *Loaded) typeErrors(p *packages.Package, list *diag.List) {
	errs := slices.Clone(p.TypeErrors)
	hard := slices.DeleteFunc(slices.Clone(errs), func(e types.Error) bool { return e.Soft })
	if len(hard) > 0 {
		errs = hard
	}
	slices.SortStableFunc(errs, func(a, b types.Error) int { return cmp.Compare(a.Pos, b.Pos) })
	n := 0
	said := map[string]*diag.Diagnostic{}
	for _, e := range errs {
		if strings.HasPrefix(e.Msg, "\t") { // continues the error before
			continue
		}
		if n++; n > maxTypeErrors {
			break
		}
		msg, detail, _ := strings.Cut(e.Msg, "\n")
		if why, path := l.importError(p, msg); why != "" {
			l.badImport(p, e.Pos, path, why, list)
			continue
		}
		name, undefined := strings.CutPrefix(msg, "undefined: ")
		if undefined && said[msg] != nil {
			n--
			continue
		}
		d := list.Errorf(diag.TypeError, l.extent(p, e.Pos), "%s", lower(msg))
		d.Detail = detail
		if undefined {
			said[msg] = d
			l.missingImport(p, e.Pos, name, d)
		}
		l.correct(d, p, e)
	}
}

// importError returns why an import failed, and its path. The type checker's error does not
// say why.
func (l *Loaded) importError(p *packages.Package, msg string) (why, path string) {
	rest, ok := strings.CutPrefix(msg, "could not import ")
	if !ok {
		return "", ""
	}
	path, why, _ = strings.Cut(rest, " ")
	if imp := p.Imports[path]; imp != nil && len(imp.Errors) > 0 {
		why = imp.Errors[0].Msg
	}
	if unquoted, balanced := strings.CutPrefix(why, "("); balanced {
		why = strings.TrimSuffix(unquoted, ")")
	}
	return fmt.Sprintf("package %s cannot be imported: %s", path, why), path
}

// extent returns the span of the expression at a position.
func (l *Loaded) extent(p *packages.Package, pos token.Pos) diag.Span {
	for _, f := range p.Syntax {
		if f.FileStart <= pos && pos < f.FileEnd {
			path, _ := astutil.PathEnclosingInterval(f, pos, pos)
			for _, n := range path {
				if n.Pos() == pos {
					return oneLine(diag.At(l.Fset, pos, n.End()))
				}
				if _, ok := n.(ast.Stmt); ok {
					break
				}
			}
		}
	}
	return diag.At(l.Fset, pos, pos)
}

// oneLine makes a span of several lines empty, at its start.
func oneLine(s diag.Span) diag.Span {
	if s.EndLine > s.Line {
		s.EndLine, s.EndColumn = s.Line, s.Column
	}
	return s
}

// place parses a position of the go command: file:line:column, relative to the
// directory in which the command ran.
func (l *Loaded) place(pos string) diag.Span {
	file, column, ok := cutLast(pos)
	if !ok {
		return diag.Span{}
	}
	line := column
	if before, n, ok := cutLast(file); ok {
		file, line = before, n
	} else {
		column = 1
	}
	if !filepath.IsAbs(file) {
		file = filepath.Join(l.dir, file)
	}
	return diag.Span{File: file, Line: line, Column: column, EndLine: line, EndColumn: column}
}

func cutLast(pos string) (before string, number int, ok bool) {
	i := strings.LastIndexByte(pos, ':')
	if i < 0 {
		return pos, 0, false
	}
	n, err := strconv.Atoi(pos[i+1:])
	return pos[:i], n, err == nil
}

// unmatched reports a pattern that does not match a package with Go files.
func unmatched(p *packages.Package, list *diag.List) {
	if len(p.Errors) == 0 {
		return
	}
	if msg := p.Errors[0].Msg; strings.Contains(msg, "does not contain main module") {
		noModule(list)
	} else {
		goError(list, diag.NoPackage, diag.Span{}, "", strings.TrimPrefix(msg, "pattern "))
	}
}

func noModule(list *diag.List) {
	list.Errorf(diag.NoModule, diag.Span{}, "this directory is not part of a Go module").
		Fix("run go mod init example.com/name, then go get -tool " + Module + "/cmd/blocksgen")
}

func runtimeMissing(e packages.Error, list *diag.List) {
	msg, _, _ := strings.Cut(e.Msg, "; to add it:")
	list.Errorf(diag.NoRuntime, diag.Span{}, "the runtime cannot be loaded: %s", msg).
		Fix("run go get -tool " + Module + "/cmd/blocksgen, then go mod tidy")
}

// driverError reports a failure of the go command. It returns an error only if the
// go command could not run, or was cancelled.
func driverError(ctx context.Context, err error, list *diag.List) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var missing *exec.Error
	if errors.As(err, &missing) {
		return fmt.Errorf("load packages: %w", err)
	}
	if _, err := exec.LookPath("go"); err != nil {
		return fmt.Errorf("the go command is needed: %w", err)
	}
	text := err.Error()
	if _, stderr, ok := strings.Cut(text, "stderr: "); ok {
		text = strings.TrimSpace(stderr)
	}
	if strings.Contains(text, "go.mod file not found") {
		noModule(list)
		return nil
	}
	goError(list, diag.LoadError, diag.Span{}, "the go command failed to list the packages: ", strings.TrimPrefix(text, "go: "))
	return nil
}

// goError reports a message of the go command. Its advice becomes a fix.
func goError(list *diag.List, code diag.Code, at diag.Span, prefix, text string) {
	if msg, advice, ok := strings.Cut(text, "; to add it:"); ok {
		list.Errorf(code, at, "%s%s", prefix, msg).Fix("run " + strings.TrimSpace(advice))
		return
	}
	msg, more, _ := strings.Cut(text, "\n")
	list.Errorf(code, at, "%s%s", prefix, strings.TrimSuffix(msg, ":")).Detail = more
}

// lower makes a compiler's message start in lower case, like all messages.
func lower(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && 'a' <= s[1] && s[1] <= 'z' {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
