// Command site is a program of its own that has an app in it: it serves a page, and
// the guest book below /book/.
package main

import (
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/blocksgen/blocksgen/runtime/app"

	"github.com/blocksgen/blocksgen/golden/embedded/embeddedapp"
)

func main() {
	handler, _, err := site()
	if err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Addr: "127.0.0.1:8080", Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	log.Fatal(server.ListenAndServe())
}

// site is what the program serves, and the app in it.
func site() (http.Handler, *app.App, error) {
	book, err := embeddedapp.New(func(s *app.Settings) { s.RootPath = "/book" })
	if err != nil {
		return nil, nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/book/", http.StripPrefix("/book", book.Handler()))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, `<!doctype html><title>Site</title><a href="book/">Guest book</a>`)
	})
	return mux, book, nil
}
