package spec

import (
	"cmp"
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// Numeral is a JSON number with all its digits: digits × 10^exp. A float64 cannot hold
// every whole number above 2^53.
type Numeral struct {
	negative bool
	digits   string // without zeros at either end; "" is zero
	exp      int
}

// ParseNumeral reads a JSON number; ok is false for any other JSON.
func ParseNumeral(raw json.RawMessage) (n Numeral, ok bool) {
	if !IsNumber(raw) {
		return n, false
	}
	mantissa, exponent, _ := strings.Cut(strings.ToLower(string(raw)), "e")
	if exponent != "" {
		e, err := strconv.Atoi(exponent)
		if err != nil { // out of range: farther from zero than any number that is compared with it
			e = math.MaxInt32
			if exponent[0] == '-' {
				e = -e
			}
		}
		n.exp = max(-math.MaxInt32, min(e, math.MaxInt32))
	}
	mantissa, n.negative = strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	n.exp -= len(fraction)
	n.digits = strings.TrimLeft(whole+fraction, "0")
	short := strings.TrimRight(n.digits, "0")
	n.exp += len(n.digits) - len(short)
	n.digits = short
	if n.digits == "" {
		return Numeral{}, true
	}
	return n, true
}

// IsNumber tells a JSON number from other JSON.
func IsNumber(raw json.RawMessage) bool {
	return len(raw) > 0 && (raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9')
}

// Whole reports whether the number has no decimal places: 2.0 and 1e3 have none.
func (n Numeral) Whole() bool { return n.exp >= 0 }

// Negative reports whether the number is below zero.
func (n Numeral) Negative() bool { return n.negative }

// Places is the number of decimal places that the number needs.
func (n Numeral) Places() int { return max(0, -n.exp) }

// Integer writes a whole number in digits; ok is false for a number with decimal places,
// and for one of more than 30 digits, which no Go integer can hold.
func (n Numeral) Integer() (s string, ok bool) {
	if !n.Whole() || len(n.digits)+n.exp > 30 {
		return "", false
	}
	if n.digits == "" {
		return "0", true
	}
	s = n.digits + strings.Repeat("0", n.exp)
	if n.negative {
		s = "-" + s
	}
	return s, true
}

// String writes the number with its digits as a whole number, "15e-1" for 1.5, so that
// equal numbers are equal strings.
func (n Numeral) String() string {
	s := cmp.Or(n.digits, "0") + "e" + strconv.Itoa(n.exp)
	if n.negative {
		s = "-" + s
	}
	return s
}

// Compare is -1 when n is less than m, 0 when they are equal, +1 when n is greater.
func (n Numeral) Compare(m Numeral) int {
	if a, b := n.sign(), m.sign(); a != b || a == 0 {
		return cmp.Compare(a, b)
	}
	// The digits are compared as fractions, 0.d1d2d3…, where they begin at the same place.
	c := cmp.Or(cmp.Compare(len(n.digits)+n.exp, len(m.digits)+m.exp), strings.Compare(n.digits, m.digits))
	return c * n.sign()
}

func (n Numeral) sign() int {
	switch {
	case n.digits == "":
		return 0
	case n.negative:
		return -1
	}
	return 1
}

// Rounded rounds a JSON number to a number of decimal places, as Python's round does:
// the nearest float64 is rounded, halves to even. A number that has no more places keeps
// its digits.
func Rounded(raw json.RawMessage, places int) json.RawMessage {
	n, ok := ParseNumeral(raw)
	if !ok || n.exp >= -places {
		return raw
	}
	f, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return raw
	}
	if places >= 0 {
		f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'f', places, 64), 64)
	} else if scale := math.Pow(10, float64(-places)); !math.IsInf(scale, 0) {
		f = math.RoundToEven(f/scale) * scale
	}
	if f == 0 {
		return json.RawMessage("0") // not -0
	}
	return json.RawMessage(Decimal(f))
}
