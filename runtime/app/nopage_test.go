package app_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/runtime/app"
)

// TestNoPage: whoever opens the address of an app that has endpoints only is told
// where its API is described.
func TestNoPage(t *testing.T) {
	a := app.New(app.Build{
		Name:   "bare",
		Config: []byte(`{"title":"Bare","pages":[],"blocks":[],"listeners":[],"order":[]}`),
	})
	w := httptest.NewRecorder()
	a.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1/", nil))
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "http://127.0.0.1/gradio_api/info describes its API") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
