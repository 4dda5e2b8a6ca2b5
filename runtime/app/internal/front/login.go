package front

import (
	"errors"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/auth"
	"github.com/blocksgen/blocksgen/runtime/web"
	"github.com/blocksgen/blocksgen/runtime/wire"
)

// What a login that failed says to users.
const (
	wrongLogin = "Incorrect Credentials"
	busyLogin  = "The login does not work at the moment. Try again later."
)

// login logs a user in. A form in a browser is answered with a page, and a client with JSON,
// as the official ones expect it.
func (f *Front) login(w http.ResponseWriter, r *http.Request) {
	if f.Auth == nil {
		w.Header().Set("Location", f.rootPath(r))
		answer(w, http.StatusFound, []byte("null"))
		return
	}
	if f.Auth.Check == nil {
		refuse(w, http.StatusNotFound, "This app has no login: whoever runs it says who you are.")
		return
	}
	if !readForm(w, r) {
		return
	}
	var missing []map[string]any
	for _, name := range []string{"username", "password"} {
		if !r.PostForm.Has(name) {
			missing = append(missing, map[string]any{"loc": []string{"body", name}, "msg": "Field required", "type": "missing"})
		}
	}
	if len(missing) > 0 {
		answer(w, http.StatusUnprocessableEntity, wire.MustMarshal(map[string]any{"detail": missing}))
		return
	}
	token, err := f.Auth.Login(r.Context(), r.PostForm.Get("username"), r.PostForm.Get("password"), hostname(f.address(r)), r.UserAgent())
	if err != nil {
		f.loginFailed(w, r, err)
		return
	}
	f.Auth.Logout(f.token(r)) // a login never goes on with a token that was there before
	f.setToken(w, r, token)
	f.goOn(w, r, r.PostForm.Get("next"))
}

func (f *Front) loginFailed(w http.ResponseWriter, r *http.Request, err error) {
	status, detail, text := http.StatusBadRequest, "Incorrect credentials.", wrongLogin
	var tooMany *auth.TooManyError
	switch {
	case errors.Is(err, auth.ErrWrong):
	case errors.As(err, &tooMany):
		wait := max(1, int(tooMany.Wait.Round(time.Second).Seconds()))
		w.Header().Set("Retry-After", strconv.Itoa(wait))
		text = "Too many wrong passwords. Try again in " + strconv.Itoa(wait) + " seconds."
		status, detail = http.StatusTooManyRequests, text
	case errors.Is(err, auth.ErrBusy):
		status, detail, text = http.StatusTooManyRequests, busyLogin, busyLogin
	default:
		f.Log.Error("login not checked", "error", err)
		status, detail, text = http.StatusServiceUnavailable, busyLogin, busyLogin
	}
	if navigates(r) {
		f.loginPage(w, r, status, text)
		return
	}
	answer(w, status, wire.MustMarshal(map[string]string{"detail": detail}))
}

// logout ends the login of a request, or all logins of its user.
func (f *Front) logout(w http.ResponseWriter, r *http.Request) {
	if f.Auth != nil && f.Auth.Check != nil {
		if r.Method == http.MethodPost && r.ContentLength != 0 && !readForm(w, r) {
			return
		}
		switch u := user(r); {
		case u.Name == "":
		case r.FormValue("all_session") == "true":
			f.Auth.End(u.Name)
		case r.FormValue("id") != "":
			f.Auth.End(u.Name, r.FormValue("id"))
			if f.still(r) {
				f.goOn(w, r, "login")
				return
			}
		default:
			f.Auth.Logout(f.token(r))
		}
		f.setToken(w, r, "")
	}
	f.goOn(w, r, "")
}

// readForm reads a form of either kind.
func readForm(w http.ResponseWriter, r *http.Request) bool {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	err := errors.New("the body must be a form")
	switch kind {
	case "application/x-www-form-urlencoded":
		err = r.ParseForm()
	case "multipart/form-data":
		err = r.ParseMultipartForm(maxNote) // more is never read
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		refuseLarge(w, large.Limit)
	case err != nil:
		refuse(w, http.StatusUnprocessableEntity, "%v", err)
	}
	return err == nil
}

// navigates reports whether a browser goes to the answer, so that it has to be a page.
func navigates(r *http.Request) bool {
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(r.Header.Get("Accept"), "text/html")
}

// goOn sends a browser to a page of the app, and tells clients that all is well.
func (f *Front) goOn(w http.ResponseWriter, r *http.Request, next string) {
	if !navigates(r) {
		answer(w, http.StatusOK, []byte(`{"success":true}`))
		return
	}
	w.Header().Set("Location", f.rootPath(r)+f.local(next))
	answer(w, http.StatusSeeOther, []byte("null"))
}

// local is an address relative to the root, if it is one of a page of the app; else it is
// the root's.
func (f *Front) local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return ""
	}
	if u.Path != "login" && f.Site.Document(u.Path) == nil {
		return ""
	}
	return (&url.URL{Path: u.Path, RawQuery: u.Query().Encode()}).String()
}

// serveLogin answers with the login or, to who is logged in, with the list of logins.
func (f *Front) serveLogin(w http.ResponseWriter, r *http.Request) {
	switch {
	case f.Auth == nil || f.Auth.Check == nil:
		refuse(w, http.StatusNotFound, "Not Found")
	case user(r).Name != "":
		f.accountPage(w, r)
	default:
		f.loginPage(w, r, http.StatusOK, "")
	}
}

// loginPage answers with the login; failed says why the last one did not work.
func (f *Front) loginPage(w http.ResponseWriter, r *http.Request, status int, failed string) {
	next := strings.TrimPrefix(r.URL.Path, "/")
	if r.URL.RawQuery != "" {
		next += "?" + r.URL.RawQuery
	}
	if r.PostForm.Has("next") {
		next = r.PostForm.Get("next")
	}
	if next == "login" {
		next = ""
	}
	page := web.Login{Frame: f.frame(r), Message: f.Auth.Message, Failed: failed, User: r.PostForm.Get("username"), Next: next}
	page.Config = wire.MustMarshal(map[string]any{
		"auth_required": true, "auth_message": f.Auth.Message, "space_id": nil, "root": f.root(r),
		"page": map[string]any{"": map[string]any{"layout": map[string]any{}}}, "pages": []string{""},
		"components": []any{}, "dependencies": []any{}, "current_page": "",
	})
	f.sendPage(w, r, status, page.Document(), &web.Page{})
}

// accountPage shows users who is logged in by their name, and lets them end it.
func (f *Front) accountPage(w http.ResponseWriter, r *http.Request) {
	u := user(r)
	mine, _ := f.Auth.Find(f.token(r))
	page := web.Account{Frame: f.frame(r), User: u.Name}
	for _, l := range f.Auth.Logins(u.Name) {
		page.Logins = append(page.Logins, web.AccountLogin{
			ID: l.ID, This: l.ID == mine.ID, Begun: l.Begun, Used: l.Used, Address: l.Address, Agent: l.Agent,
		})
	}
	f.sendPage(w, r, http.StatusOK, page.Document(), &web.Page{})
}

// frame is what the pages around the app have of it.
func (f *Front) frame(r *http.Request) web.Frame {
	return web.Frame{Root: f.rootPath(r), Title: f.Site.Title, Theme: f.Site.Theme, Scheme: r.URL.Query().Get("__theme")}
}
