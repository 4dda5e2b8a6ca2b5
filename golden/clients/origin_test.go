package clients

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

// TestPageOfAnotherOrigin: the official JavaScript client in a page of another site calls an
// app that allows that site, and no other app.
func TestPageOfAnotherOrigin(t *testing.T) {
	browser.Enabled(t)
	files := http.FileServer(http.Dir("js/node_modules/@gradio/client/dist"))
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write([]byte("<!doctype html><title>Shop</title><main data-account>A shop</main>"))
			return
		}
		if r.URL.Path == "/favicon.ico" {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(site.Close)
	named := func(address, name string) string {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		return "http://" + name + ":" + u.Port()
	}
	shop := named(site.URL, "shop.test")
	friend := named(serve(t, "stream", "-allowed-hosts=app.test", "-allowed-origins="+shop), "app.test")
	stranger := named(serve(t, "stream", "-allowed-hosts=app.test"), "app.test")

	p := browser.At(t, shop, "/")
	p.Allow("CORS")
	p.Allow("ERR_FAILED")
	p.Allow(friend)
	p.Allow(stranger)
	p.Allow("403")
	call := func(app string) string {
		return browser.Eval[string](p, `(async () => {
			const { Client } = await import("/browser.js");
			const app = await Client.connect("`+app+`");
			const said = [];
			for await (const m of app.submit("/count", [3])) if (m.type === "data") said.push(m.data[0]);
			return JSON.stringify(said);
		})().catch(e => "failed: " + e.message)`)
	}
	if got := call(friend); got == "[]" || got[0] != '[' {
		t.Errorf("the app that allows the page: %s", got)
	}
	if got := call(stranger); got[0] == '[' {
		t.Errorf("the app that does not: %s", got)
	}
}
