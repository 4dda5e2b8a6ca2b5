package golden

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/process"
)

// TestSettingsAreDocumented: every flag of an app stands in the guide or in the page of
// limits, with its environment variables in the latter.
func TestSettingsAreDocumented(t *testing.T) {
	var docs string
	for _, file := range []string{"../docs/guide.md", "../docs/limits.md"} {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		docs += string(raw)
	}
	help, err := exec.Command(process.Build(t, ".", "./hello/cmd/hello"), "-help").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, help)
	}
	flags := regexp.MustCompile(`(?m)^  -([a-z-]+)`).FindAllStringSubmatch(string(help), -1)
	if len(flags) < 10 {
		t.Fatalf("-help names %d flags: %s", len(flags), help)
	}
	for _, f := range flags {
		if !strings.Contains(docs, "`-"+f[1]+"`") && !strings.Contains(docs, "`-"+f[1]+" ") {
			t.Errorf("-%s is not documented", f[1])
		}
	}
	for _, line := range regexp.MustCompile("(?m)^\\| `-([a-z-]+)`.*$").FindAllStringSubmatch(docs, -1) {
		for _, env := range regexp.MustCompile(`[A-Z]+_[A-Z_]+`).FindAllString(line[0], -1) {
			if !strings.Contains(string(help), env) {
				t.Errorf("-%s: -help does not name %s", line[1], env)
			}
		}
	}
}
