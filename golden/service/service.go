// Package service is an API first: endpoints of named types that stand in no page,
// and two pages that are made from signatures, one that streams and one that is
// live. It declares no block.
//
//blocks:app title="Parcels"
package service

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/blocksgen/blocksgen/runtime/event"
	"github.com/blocksgen/blocksgen/runtime/ui"
)

//go:generate go tool blocksgen generate

// Size is how large a parcel is.
type Size string

// The sizes, by price.
const (
	Small Size = "small"
	Large Size = "large"
)

// Parcel is what somebody wants to send.
type Parcel struct {
	Kilograms float64  `json:"kilograms"`
	Size      Size     `json:"size"`
	Tags      []string `json:"tags,omitempty"`
	Return    *Address `json:"return,omitempty"`
}

// Address is where somebody lives.
type Address struct {
	Street string `json:"street"`
	City   string `json:"city"`
}

// Quote is an offer.
type Quote struct {
	Cents   int           `json:"cents"`
	Express bool          `json:"express"`
	Takes   time.Duration `json:"takes"`
	To      Address       `json:"to"`
}

// Step is where a parcel is.
type Step struct {
	Place string `json:"place"`
	Done  bool   `json:"done"`
}

// Price offers to send a parcel. Without a wish, what is light travels express.
//
//blocks:api
//blocks:param parcel="what to send" express="whether it is urgent"
//blocks:result quote="the offer"
func Price(parcel Parcel, to Address, express ui.Opt[bool]) (quote Quote, err error) {
	if parcel.Kilograms <= 0 {
		return Quote{}, event.Errorf("A parcel of %v kg does not exist.", parcel.Kilograms)
	}
	fast, wished := express.Get()
	if !wished {
		fast = parcel.Kilograms < 1
	}
	cents := 300 + int(parcel.Kilograms*100)
	if parcel.Size == Large {
		cents += 200
	}
	quote = Quote{Cents: cents, Express: fast, Takes: 48 * time.Hour, To: to}
	if fast {
		quote.Cents, quote.Takes = 2*cents, 24*time.Hour
	}
	return quote, nil
}

// Sort brings parcels into the order of their weight, and counts them by size.
//
//blocks:api api_name=sort_parcels
func Sort(parcels []Parcel) (sorted []Parcel, sizes map[Size]int) {
	sizes = map[Size]int{}
	for _, p := range parcels {
		sizes[p.Size]++
	}
	slices.SortStableFunc(parcels, func(a, b Parcel) int {
		switch {
		case a.Kilograms < b.Kilograms:
			return -1
		case a.Kilograms > b.Kilograms:
			return 1
		}
		return 0
	})
	return parcels, sizes
}

// Track tells where a parcel is, as long as it travels.
//
//blocks:api
func Track(ctx context.Context, stops []string) (step iter.Seq2[Step, error]) {
	return func(yield func(Step, error) bool) {
		if len(stops) == 0 {
			yield(Step{}, event.Errorf("The parcel has not left."))
			return
		}
		for i, place := range stops {
			if ctx.Err() != nil || !yield(Step{Place: place, Done: i == len(stops)-1}, nil) {
				return
			}
		}
	}
}

// Audit keeps a record for ourselves.
//
//blocks:api api_visibility=undocumented queue=false
func Audit(note string) error {
	if note == "" {
		return fmt.Errorf("password of the auditor: hunter2")
	}
	return nil
}

// Follow shows a parcel on its way, stop by stop, until it arrives or somebody
// stops it.
//
//blocks:interface title="Follow a parcel" stop_btn="Enough"
//blocks:param stops="how many stops it makes"
func Follow(ctx context.Context, city string, stops int) (report iter.Seq[string]) {
	return func(yield func(string) bool) {
		for i := 1; i <= stops; i++ {
			if !yield(fmt.Sprintf("stop %d before %s", i, city)) || event.Sleep(ctx, 20*time.Millisecond) != nil {
				return
			}
		}
		yield("arrived in " + city)
	}
}

// Convert turns kilograms into pounds.
//
//blocks:interface title="Kilograms to pounds" live=true
func Convert(kilograms float64) (pounds float64) {
	return float64(int(kilograms*220.462262)) / 100
}
