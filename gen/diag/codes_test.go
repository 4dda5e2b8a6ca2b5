package diag_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/gen/diag"
)

func TestCodesAreAppendOnly(t *testing.T) {
	form := regexp.MustCompile(`^BLK\d{3}$`)
	var last diag.Code
	for _, c := range diag.Codes {
		if !form.MatchString(string(c.Code)) {
			t.Errorf("%s is no code", c.Code)
		}
		if c.Code <= last {
			t.Errorf("%s stands after %s", c.Code, last)
		}
		last = c.Code
		if c.Summary == "" || strings.HasSuffix(c.Summary, ".") || strings.TrimSpace(c.Explanation) == "" {
			t.Errorf("%s needs a summary without a full stop and an explanation", c.Code)
		}
	}
}
