//lint:file-ignore SA5008,U1000 Odd tags and fields are what is tested.

package jsontype_test

import (
	"encoding/json"
	"errors"
	"math/big"
	"net/netip"
	"time"
)

// The types below are tried with encoding/json itself: see TestAgainstEncodingJSON, which
// also type-checks this file.

type base struct{ ID, Hidden int }

type Base struct{ Name string }

type Deep struct{ Base }

type Tagged struct {
	Base `json:"base"`
	A    string `json:"a"`
	B    int    `json:",omitempty"`
	C    int    `json:"-"`
	D    int    `json:"-,"`
	E    int    `json:"e,string"`
	F    *bool  `json:"f,string"`
	G    []int  `json:"g,string"`
	H    int    `json:"bad\"name"`
	I    int    `json:"日本"`
	j    int
	K    time.Time `json:"k,omitzero"`
}

type Embeds struct {
	base
	Deep
	Own int
}

type EmbedsPointers struct {
	*Base
	*Deep
	Own int
}

// Name is there twice at one depth, so neither counts.
type Clash struct {
	Base
	Other
}

type Other struct{ Name, Extra string }

// The name from a tag counts.
type TagWins struct {
	Base
	WithTag
}

type WithTag struct {
	X string `json:"Name"`
}

// The field that is less deep counts.
type Shadow struct {
	Deep
	Name int
}

type Number int

// An embedded type that is not a struct is a field with its name.
type EmbedsNumber struct {
	Number
	number2
}

type number2 int

type valueText struct{ N int }

func (valueText) MarshalText() ([]byte, error) { return []byte("v"), nil }

type pointerText struct{ N int }

func (*pointerText) MarshalText() ([]byte, error) { return []byte("p"), nil }
func (*pointerText) UnmarshalText([]byte) error   { return nil }

type pointerJSON struct{ N int }

func (*pointerJSON) MarshalJSON() ([]byte, error) { return []byte(`[1]`), nil }
func (*pointerJSON) UnmarshalJSON([]byte) error   { return errors.New("no") }

// A method of the pointer counts only where the value is addressable.
type Methods struct {
	Value    valueText
	Pointer  pointerText
	To       *pointerText
	List     []pointerText
	Array    [1]pointerText
	Map      map[string]pointerText
	JSON     pointerJSON
	ToJSON   *pointerJSON
	ListJSON []pointerJSON
}

// The method of an embedded type is that of the whole.
type Promotes struct {
	time.Time
	Ignored int
}

type Known struct {
	Big    *big.Int
	Value  big.Int
	Raw    json.RawMessage
	Number json.Number
	Addr   netip.Addr
	Bytes  []byte
	Array  [2]byte
	Time   time.Time
	Took   time.Duration
	Any    any
	Keys   map[int]bool
	Texts  map[netip.Addr]int
	Names  map[Number][]string
	Float  float32
	Rune   rune
	Ptr    uintptr
}

type namedBytes []byte

type textBytes []pointerByte

type pointerByte byte

func (*pointerByte) MarshalText() ([]byte, error) { return []byte("b"), nil }

type Byteses struct {
	A namedBytes
	B textBytes
}

type List struct {
	Next *List `json:",omitempty"`
	All  []List
}

// tried are values of the types, as handlers could return them.
var tried = map[string]any{
	"Base": Base{}, "Deep": Deep{}, "Tagged": Tagged{B: 1, K: time.Unix(1, 0), G: []int{1}}, "Embeds": Embeds{},
	"EmbedsPointers": EmbedsPointers{Base: &Base{}, Deep: &Deep{}}, "Clash": Clash{}, "TagWins": TagWins{}, "Shadow": Shadow{},
	"EmbedsNumber": EmbedsNumber{},
	"Methods": Methods{
		To: &pointerText{}, List: []pointerText{{}}, Map: map[string]pointerText{"a": {}}, ToJSON: &pointerJSON{}, ListJSON: []pointerJSON{{}},
	},
	"Promotes": Promotes{},
	"Known": Known{
		Big: big.NewInt(1), Raw: json.RawMessage("[]"), Number: "1", Addr: netip.MustParseAddr("1.1.1.1"), Bytes: []byte("a"), Any: 1,
		Keys: map[int]bool{1: true}, Texts: map[netip.Addr]int{{}: 1}, Names: map[Number][]string{1: {"a"}},
	},
	"Byteses": Byteses{A: namedBytes{1}, B: textBytes{1}},
	"List":    List{Next: &List{}, All: []List{{}}},
}
