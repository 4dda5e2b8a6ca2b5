package app

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/blocksgen/blocksgen/runtime/app/internal/site"
	"github.com/blocksgen/blocksgen/runtime/auth"
)

// gate makes what keeps out who may not use the app; nil when everybody may. Of two
// answers to the question who may, none is taken.
func (a *App) gate(s *site.Site) (*auth.Gate, error) {
	o := a.auth
	own := o.Check != nil || o.Request != nil
	if file := a.Settings.AuthFile; file != "" || a.Settings.Auth != "" {
		if own {
			return nil, errors.New("-auth and -auth-file are for apps that do not say themselves who may use them")
		}
		list := strings.ReplaceAll(a.Settings.Auth, ";", "\n")
		if file != "" {
			raw, err := os.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("auth-file: %w", err)
			}
			list += "\n" + string(raw)
		}
		check, err := auth.ReadUsers(strings.NewReader(list))
		if err != nil {
			return nil, fmt.Errorf("users: %w", err)
		}
		o.Check, own = check, true
	}
	if !own {
		if l := s.NeedsRole(); l != nil {
			return nil, fmt.Errorf("%s is for users with the role %q, but the app has no login: say who may use it by a function with the directive auth, or by -auth-file", l.APIName, l.Role)
		}
		return nil, nil
	}
	o.Message = cmp.Or(o.Message, s.AuthMessage)
	o.Idle = cmp.Or(a.Settings.LoginIdle, o.Idle)
	o.Lifetime = cmp.Or(a.Settings.LoginLifetime, o.Lifetime)
	return auth.New(o), nil
}
