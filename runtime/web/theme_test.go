package web_test

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What is read on what, by the names of the theme's properties. 4.5 is what
// WCAG asks of text, 3 of what tells a control or its state.
var contrasts = []struct {
	least      float64
	foreground string
	on         []string
}{
	{4.5, "body-text-color", []string{
		"body-background-fill", "background-fill-primary", "background-fill-secondary", "panel-background-fill", "input-background-fill",
		"static-background-fill", "code-background-fill", "table-even-background-fill", "table-odd-background-fill", "table-row-hover", "table-row-focus",
	}},
	{4.5, "body-text-color-subdued", []string{
		"body-background-fill", "background-fill-primary", "background-fill-secondary", "panel-background-fill", "static-background-fill", "table-header-background-fill",
	}},
	{4.5, "block-title-text-color", []string{"body-background-fill", "panel-background-fill"}},
	{4.5, "block-label-text-color", []string{"body-background-fill", "panel-background-fill"}},
	{4.5, "block-info-text-color", []string{"body-background-fill", "panel-background-fill"}},
	{4.5, "accordion-text-color", []string{"body-background-fill", "panel-background-fill"}},
	{4.5, "table-text-color", []string{"table-even-background-fill", "table-odd-background-fill", "table-row-hover"}},
	{4.5, "input-placeholder-color", []string{"input-background-fill", "input-background-fill-hover", "input-background-fill-focus", "static-background-fill"}},
	{4.5, "link-text-color", []string{"body-background-fill", "background-fill-primary", "panel-background-fill", "background-fill-secondary"}},
	{4.5, "link-text-color-hover", []string{"body-background-fill", "background-fill-primary", "panel-background-fill"}},
	{4.5, "link-text-color-visited", []string{"body-background-fill", "background-fill-primary", "panel-background-fill"}},
	{4.5, "color-accent", []string{"body-background-fill", "background-fill-primary", "color-accent-soft"}},
	{4.5, "button-primary-text-color", []string{"button-primary-background-fill"}},
	{4.5, "button-primary-text-color-hover", []string{"button-primary-background-fill-hover"}},
	{4.5, "button-secondary-text-color", []string{"button-secondary-background-fill"}},
	{4.5, "button-secondary-text-color-hover", []string{"button-secondary-background-fill-hover"}},
	{4.5, "button-cancel-text-color", []string{"button-cancel-background-fill"}},
	{4.5, "button-cancel-text-color-hover", []string{"button-cancel-background-fill-hover"}},
	{4.5, "checkbox-label-text-color", []string{"checkbox-label-background-fill", "checkbox-label-background-fill-hover"}},
	{4.5, "checkbox-label-text-color-selected", []string{"checkbox-label-background-fill-selected"}},
	{4.5, "error-text-color", []string{"error-background-fill", "body-background-fill", "background-fill-primary", "panel-background-fill"}},
	{4.5, "warning-text-color", []string{"warning-background-fill", "background-fill-primary"}},
	{4.5, "success-text-color", []string{"success-background-fill", "background-fill-primary", "body-background-fill"}},
	{4.5, "info-text-color", []string{"info-background-fill", "background-fill-primary"}},
	{4.5, "json-key-color", []string{"background-fill-primary"}},
	{4.5, "json-string-color", []string{"background-fill-primary"}},
	{4.5, "json-number-color", []string{"background-fill-primary"}},
	{4.5, "json-literal-color", []string{"background-fill-primary"}},
	{3, "focus-ring", []string{"body-background-fill", "background-fill-primary", "panel-background-fill", "input-background-fill"}},
	{3, "input-border-color-focus", []string{"body-background-fill", "input-background-fill"}},
	{3, "checkbox-border-color", []string{"checkbox-background-color", "checkbox-label-background-fill", "body-background-fill"}},
	{3, "checkbox-background-color-selected", []string{"checkbox-label-background-fill-selected", "body-background-fill"}},
	{3, "checkbox-check-color", []string{"checkbox-background-color-selected"}},
	{3, "slider-color", []string{"body-background-fill", "panel-background-fill"}},
	{3, "loader-color", []string{"body-background-fill", "background-fill-primary"}},
	{3, "stat-background-fill", []string{"background-fill-primary", "background-fill-secondary"}},
	{3, "error-border-color", []string{"body-background-fill", "input-background-fill"}},
}

func TestThemeContrast(t *testing.T) {
	files, err := filepath.Glob("dist/themes/*.css")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		css, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		light, dark := themes(string(css))
		testContrast(t, filepath.Base(file)+", light", light)
		testContrast(t, filepath.Base(file)+", dark", dark)
	}
}

func testContrast(t *testing.T, name string, theme map[string]string) {
	t.Helper()
	for _, c := range contrasts {
		for _, background := range c.on {
			got, err := contrast(theme, c.foreground, background)
			if err != nil {
				t.Errorf("%s: %v", name, err)
			} else if got < c.least {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", name, c.foreground, background, got, c.least)
			}
		}
	}
}

// The page's style sheets may use only properties that the theme or they
// themselves set: a misspelt one would be silently nothing.
func TestThemeHasWhatIsUsed(t *testing.T) {
	names := map[string]bool{}
	used := map[string]string{}
	files, err := filepath.Glob("src/*.css")
	for _, pattern := range []string{"src/*/*.css", "../blocks/*/*.css"} {
		more, err2 := filepath.Glob(pattern)
		files, err = append(files, more...), errors.Join(err, err2)
	}
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		css, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^\s*--([\w-]+):`).FindAllStringSubmatch(string(css), -1) {
			names[m[1]] = true
		}
		// With a fallback, the property is one that a script sets.
		for _, m := range regexp.MustCompile(`var\(--([\w-]+)\)`).FindAllStringSubmatch(string(css), -1) {
			used[m[1]] = file
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		byScript := strings.HasPrefix(name, "sidebar-") || strings.HasPrefix(name, "given-") // see sidebar.ts, dom.ts
		if !names[name] && !byScript {
			t.Errorf("%s uses --%s, which nothing sets", used[name], name)
		}
	}
}

// themes reads the properties of the light theme, and of the dark one, which
// stands on it.
func themes(css string) (light, dark map[string]string) {
	css = regexp.MustCompile(`(?s)/\*.*?\*/`).ReplaceAllString(css, "")
	light = map[string]string{}
	own := map[string]string{}
	for _, rule := range regexp.MustCompile(`([^{}]+)\{([^{}]*)\}`).FindAllStringSubmatch(css, -1) {
		selectors := strings.Split(strings.TrimSpace(rule[1]), ",")
		for _, m := range regexp.MustCompile(`--([\w-]+):\s*([^;]+);`).FindAllStringSubmatch(rule[2], -1) {
			for _, s := range selectors {
				switch strings.TrimSpace(s) {
				case ":root":
					light[m[1]] = m[2]
				case "body.dark":
					own[m[1]] = m[2]
				}
			}
		}
	}
	dark = maps.Clone(light)
	maps.Copy(dark, own)
	return light, dark
}

func contrast(theme map[string]string, a, b string) (float64, error) {
	first, err := luminance(theme, a)
	if err != nil {
		return 0, err
	}
	second, err := luminance(theme, b)
	if err != nil {
		return 0, err
	}
	return (max(first, second) + 0.05) / (min(first, second) + 0.05), nil
}

// luminance is the relative luminance of a property's colour, by WCAG 2.2.
func luminance(theme map[string]string, name string) (float64, error) {
	value := theme[name]
	for strings.HasPrefix(value, "var(--") {
		value = theme[strings.TrimSuffix(strings.TrimPrefix(value, "var(--"), ")")]
	}
	rgb, err := strconv.ParseUint(strings.TrimPrefix(value, "#"), 16, 32)
	if err != nil || len(value) != 7 {
		return 0, fmt.Errorf("--%s is %q, want a colour such as #3152d6", name, value)
	}
	channel := func(shift uint) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(16) + 0.7152*channel(8) + 0.0722*channel(0), nil
}
