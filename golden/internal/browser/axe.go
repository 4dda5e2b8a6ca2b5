package browser

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Scheme makes the page light or dark, as the system's setting would.
func (p *Page) Scheme(scheme string) {
	p.t.Helper()
	features := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features}); err != nil {
		p.t.Fatal(err)
	}
	p.frames()
}

// Axe lets axe-core judge the page as it stands, light and dark, at desktop and
// phone width, and fails the test for every violation.
func (p *Page) Axe(name string) {
	p.t.Helper()
	_, here, _, _ := runtime.Caller(0)
	source, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../../runtime/web/node_modules/axe-core/axe.min.js"))
	if err != nil {
		p.t.Fatalf("axe-core is not installed: run scripts/setup: %v", err)
	}
	Eval[bool](p, string(source)+"; true")
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1440, 360} {
			p.Scheme(scheme)
			p.Size(width, 900)
			p.Screenshot(name + "-" + scheme + map[int64]string{1440: "-desktop", 360: "-phone"}[width])
			found := Eval[[]string](p, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.flatMap(v =>
				v.nodes.map(n => v.id + ": " + v.help + ": " + n.html + " " + (n.any[0]?.message ?? ""))))`)
			if len(found) > 0 {
				p.t.Errorf("axe, %s at %d px:\n%s", scheme, width, strings.Join(found, "\n"))
			}
			if wide := Eval[int](p, `document.documentElement.scrollWidth`); int64(wide) > width {
				p.t.Errorf("the page is %d px wide at %d px", wide, width)
			}
		}
	}
	p.Size(1280, 900)
}
