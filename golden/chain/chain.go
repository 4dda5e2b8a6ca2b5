// Package chain runs listeners one after the other: some after every outcome,
// some only after success or failure. Errors and notices reach the user as toasts.
//
//blocks:app title="Chain"
package chain

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

var (
	amount  = ui.Textbox().Label("Amount").Placeholder("12.50")
	parsed  = ui.Number().Label("Parsed").Interactive(false)
	outcome = ui.Textbox().Label("Outcome").Interactive(false)
	log     = ui.Textbox().Label("Log").Lines(3).Interactive(false)
	run     = ui.Button("Convert").Variant(ui.Primary)
	secret  = ui.Button("Fail inside")
	trim    = ui.Button("Trim here")
	clear   = ui.ClearButton(amount, parsed, outcome, log)
)

// Home is the page.
var Home = ui.Page(
	ui.Markdown("Type an amount and convert it: what follows depends on how that went."),
	ui.Row(amount, parsed),
	ui.Row(run, trim, secret, clear),
	outcome,
	log,
)

// Parse reads an amount.
//
//blocks:on run.click amount.submit
func Parse(ctx context.Context, amount string) (parsed float64, err error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(amount), 64)
	if err != nil {
		return 0, event.Errorf("%q is not a number", amount).Title("Not an amount").Duration(3 * time.Second)
	}
	switch {
	case v < 0:
		event.Warning(ctx, "The amount is negative.")
	case v == 0:
		event.Info(ctx, "Nothing to convert.")
	default:
		event.Success(ctx, "Converted.")
	}
	return v, nil
}

// Praise follows a conversion that went well.
//
//blocks:on Parse.success api_visibility=private
func Praise(parsed float64) (outcome string) {
	return "Converted to " + strconv.FormatFloat(parsed, 'f', 2, 64)
}

// Explain follows a conversion that failed.
//
//blocks:on Parse.failure api_visibility=private
func Explain(amount string) (outcome string) {
	return "Could not convert " + strconv.Quote(amount)
}

// Note follows every conversion.
//
//blocks:on Parse.then api_visibility=private
func Note(amount string, log *string) {
	*log = strings.TrimLeft(*log+"\n"+amount, "\n")
}

// Fail returns an error that is not meant for the user: its text stays hidden.
//
//blocks:on secret.click
func Fail() (outcome string, err error) {
	return "", errors.New("the password of the database is hunter2")
}

// Trim removes spaces in the browser; the server never hears of it.
//
//blocks:on trim.click in=amount out=amount
const Trim ui.JS = `(amount) => amount.trim()`
