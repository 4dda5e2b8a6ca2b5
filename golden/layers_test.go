package golden

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/blocksgen/blocksgen/"

// core is the part of the runtime that every app links: the standard library and
// nothing else.
var core = []string{"blocks", "contract", "ui", "event", "app", "wire", "value", "limit", "job", "session", "auth", "web"}

// data are the packages of the runtime, besides those of the blocks, that the
// generator imports: data, and functions on data.
var data = []string{"contract", "value", "wire"}

// listed is what go list says about a package.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

// list runs go list. Test files do not count.
func list(t *testing.T, args ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Standard,Imports,Deps"}, args...)...)
	cmd.Dir = ".."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.Bytes())
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// TestCoreIsSmall holds the runtime core to the standard library, without the
// template packages: those call methods by reflection, so that the linker keeps
// every exported method of everything.
func TestCoreIsSmall(t *testing.T) {
	var paths []string
	for _, name := range core {
		paths = append(paths, "./runtime/"+name+"/...")
	}
	packages := list(t, append([]string{"-deps"}, paths...)...)
	if len(packages) < len(core) {
		t.Fatalf("go list names %d packages", len(packages))
	}
	for _, p := range packages {
		own := strings.HasPrefix(p.ImportPath, module+"runtime/")
		switch {
		case !p.Standard && !own:
			t.Errorf("the runtime core links %s", p.ImportPath)
		case own && !slices.Contains(core, strings.Split(strings.TrimPrefix(p.ImportPath, module+"runtime/"), "/")[0]):
			t.Errorf("the runtime core links %s, which is no part of it", p.ImportPath)
		case p.ImportPath == "html/template", p.ImportPath == "text/template":
			t.Errorf("the runtime core links %s", p.ImportPath)
		}
	}
}

// TestLayers holds who may import whom in the generator: of the runtime only packages
// that are data, and no step a later one.
func TestLayers(t *testing.T) {
	// For each package of the generator, what it may use of the others. The page's
	// bundler stands apart, and so do the writers of the setters.
	may := map[string]string{
		"blocks":        "",
		"diag":          "",
		"model":         "diag",
		"directive":     "diag",
		"source":        "blocks diag directive",
		"bind/tree":     "blocks diag source directive",
		"bind/gotype":   "diag source model",
		"bind/jsontype": "source bind/gotype",
		"bind/handler":  "blocks diag source directive bind/gotype",
		"bind/layout":   "blocks diag source directive model bind/gotype bind/tree bind/handler",
		"bind/listen":   "diag source directive model bind/gotype bind/jsontype bind/tree bind/handler bind/layout",
		"bind/number":   "blocks diag model bind/gotype bind/jsontype bind/tree bind/layout bind/listen",
		"bind":          "diag source directive model bind/gotype bind/jsontype bind/tree bind/handler bind/layout bind/listen bind/number",
		"vet":           "diag source directive bind/handler",
		"check":         "blocks diag model",
		"emit/gofile":   "",
		"emit/gosource": "blocks model emit/gofile",
		"emit/jsondoc":  "blocks model emit/gofile",
		"emit":          "model emit/gofile emit/gosource emit/jsondoc",
		"plan":          "emit/gofile",
		"bundle":        "",
		"npm":           "",
		"pack":          "bundle npm",
	}
	seen := 0
	for _, p := range list(t, "./gen/...") {
		name := strings.TrimPrefix(p.ImportPath, module+"gen/")
		for _, dep := range p.Deps {
			if own, ok := strings.CutPrefix(dep, module+"runtime/"); ok && !slices.Contains(data, own) && !strings.HasPrefix(own, "blocks/") {
				t.Errorf("%s links %s", p.ImportPath, dep)
			}
		}
		allowed, ok := may[name]
		if !ok {
			continue
		}
		seen++
		for _, dep := range p.Imports {
			if used, own := strings.CutPrefix(dep, module+"gen/"); own && !slices.Contains(strings.Fields(allowed), used) {
				t.Errorf("%s imports %s", p.ImportPath, dep)
			}
		}
	}
	if seen != len(may) {
		t.Errorf("go list names %d of the %d packages that this test knows", seen, len(may))
	}
}

// TestRuntimeLayers holds who may import whom in the runtime: nothing of the generator,
// and of the runtime itself what this table says. "net/http" stands where a package may
// know HTTP.
func TestRuntimeLayers(t *testing.T) {
	may := map[string]string{
		"blocks/spec":        "",
		"contract":           "blocks/spec",
		"wire":               "blocks/spec",
		"session":            "",
		"auth":               "limit net/http",
		"job":                "limit wire net/http",
		"event":              "blocks/spec job net/http",
		"value":              "blocks/label blocks/spec wire",
		"ui":                 "blocks/label blocks/spec",
		"app/extend":         "value net/http",
		"app/internal/site":  "app/extend blocks/spec contract ui value web wire",
		"app/internal/call":  "app/internal/site blocks/spec event job session ui value wire",
		"app/internal/front": "app/extend app/internal/site auth blocks/spec contract job limit session value web wire net/http",
		"app":                "auth contract app/extend app/internal/call app/internal/front app/internal/site blocks/spec job limit session ui value net/http",
		"limit":              "net/http",
		"mdhtml":             "app/extend value",
		"packs":              "app/extend contract web net/http",
	}
	seen := 0
	for _, p := range list(t, "./runtime/...") {
		for _, dep := range p.Deps {
			if strings.HasPrefix(dep, module+"gen") || strings.HasPrefix(dep, module+"cmd") {
				t.Errorf("%s links %s", p.ImportPath, dep)
			}
		}
		allowed, ok := may[strings.TrimPrefix(p.ImportPath, module+"runtime/")]
		if !ok {
			continue
		}
		seen++
		for _, dep := range p.Imports {
			used, own := strings.CutPrefix(dep, module+"runtime/")
			if (own || dep == "net/http") && !slices.Contains(strings.Fields(allowed), used) {
				t.Errorf("%s imports %s", p.ImportPath, dep)
			}
		}
	}
	if seen != len(may) {
		t.Errorf("go list names %d of the %d packages that this test knows", seen, len(may))
	}
}
