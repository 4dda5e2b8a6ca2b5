package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/blocksgen/blocksgen/golden/embedded/embeddedapp"
	"github.com/blocksgen/blocksgen/golden/internal/api"
	"github.com/blocksgen/blocksgen/golden/internal/browser"
)

func serve(t *testing.T) http.Handler {
	t.Helper()
	handler, book, err := site()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	})
	return handler
}

func TestMounted(t *testing.T) {
	site := api.Serve(t, serve(t))
	if status, body := site.Get("/"); status != http.StatusOK || !strings.Contains(body, "Guest book") {
		t.Errorf("the site's own page: %d %s", status, body)
	}
	if status, body := site.Get("/book/config"); status != http.StatusOK || !strings.Contains(body, `"root":"`+site.URL+`/book"`) {
		t.Errorf("the config does not know where the app is: %d %.200s", status, body)
	}
	if status, _ := site.Get("/config"); status != http.StatusNotFound {
		t.Errorf("the app answers beside its path: %d", status)
	}
	book := site.Below("/book")
	if o := book.CallIn("s", "sign", "Ada"); o.Complete != `[null,"Ada"]` {
		t.Errorf("sign: %+v", o)
	}
	if o := book.CallIn("s", "sign", "Grace"); o.Complete != `[null,"Ada, Grace"]` {
		t.Errorf("sign again: %+v", o)
	}
}

// A handler changes which buttons stand in a toolbar: its own by their ids.
func TestToolbar(t *testing.T) {
	book := api.Serve(t, serve(t)).Below("/book")
	if o := book.CallIn("s", "wipe"); api.Normal(o.Complete) != `[null,{"__type__":"update","buttons":["copy"],"value":""}]` {
		t.Errorf("wipe: %+v", o)
	}
	if o := book.CallIn("s", "offer"); api.Normal(o.Complete) != `[{"__type__":"update","buttons":[{"id":5},"copy"]}]` {
		t.Errorf("offer: %+v", o)
	}
}

// The program stops the app when it stops itself.
func TestClosed(t *testing.T) {
	book, err := embeddedapp.New()
	if err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
	if status, _ := api.Serve(t, book.Handler()).Post(api.P+"/call/sign", `{"data":["Ada"]}`); status != http.StatusServiceUnavailable {
		t.Errorf("a closed app answers %d", status)
	}
}

func TestPage(t *testing.T) {
	page := browser.Open(t, serve(t), "/book/")
	page.Fill("Your name", "Ada")
	page.Press("Sign")
	page.WaitValue("Guests", "Ada")
	page.Fill("Your name", "Grace")
	page.Press("Sign")
	page.WaitValue("Guests", "Ada, Grace")
	page.Press("Wipe")
	page.WaitValue("Guests", "")
	page.Wait("!(" + browser.Button("Wipe") + ")")
	page.Press("Sign")
	page.WaitValue("Guests", "Grace")
	page.Press("Wipe")
	page.WaitValue("Guests", "")
	page.Axe("embedded")
}
