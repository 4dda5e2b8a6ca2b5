package attack

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// values are hostile values of at most about a megabyte.
var values = map[string]string{
	"text":            `"` + times("x", 990_000) + `"`,
	"escapes":         `"` + times(`\u0000`, 990_000) + `"`,
	"markup":          `"` + times(`<`, 990_000) + `"`,
	"surrogates":      `"` + times(`\ud800`, 990_000) + `"`,
	"quotes":          `"` + times(`\"`, 990_000) + `"`,
	"invalid":         `"` + times("\xff", 990_000) + `"`,
	"emoji":           `"` + times("\U0001f600", 990_000) + `"`,
	"accents":         `"a` + times("\u0301", 990_000) + `"`,
	"lines":           `"` + times(`\n`, 990_000) + `"`,
	"numeral":         `"` + times("1", 990_000) + `"`,
	"integer":         times("9", 400_000),
	"zeros":           "1" + times("0", 990_000),
	"exponent":        "1e1000000",
	"small":           "1e-1000000",
	"huge exponent":   "1e" + times("9", 990_000),
	"places":          "0." + times("7", 990_000),
	"places and zero": "0." + times("0", 990_000) + "1",
	"nothing":         "[" + times("null,", 980_000) + "null]",
	"digits":          "[" + times("1,", 380_000) + "1]",
	"numbers":         "[" + times("1e300,", 980_000) + "1]",
	"strings":         "[" + times(`"a",`, 780_000) + `"a"]`,
	"lists":           "[" + times("[],", 580_000) + "[]]",
	"objects":         "[" + times("{},", 580_000) + "{}]",
	"long strings":    `["` + times("a", 490_000) + `","` + times("b", 490_000) + `"]`,
	"long integers":   "[" + times(times("9", 9_000)+",", 980_000) + "1]",
	"deep":            times("[", 250) + times("]", 250),
	"deep and wide":   times("[", 250) + times("1,", 380_000) + "1" + times("]", 250),
	"deep lists":      "[" + times(times("[", 200)+times("]", 200)+",", 390_000) + "[]]",
	"members":         object(75_000, `"k%06d":0`),
	"same members":    object(140_000, `"a":%[2]d`),
	"long members":    object(400, `"`+times("k", 2400)+`%d":0`),
	"members within":  times(`{"a":`, 1000) + "1" + times("}", 200),
	"label":           `{"label":"a","confidences":[` + times(`{"label":"a","confidence":0.5},`, 980_000) + `{"label":"a","confidence":1}]}`,
	"reserved":        `{"__type__":"update","value":` + `"` + times("x", 900_000) + `"}`,
	"two texts":       `["` + times("a", 490_000) + `","` + times("a", 490_001) + `"]`,
	"two lists":       "[[" + times("1,", 190_000) + "1],[" + times("2,", 190_000) + "1]]",
	"two deep lists":  "[" + times("[", 200) + times("1,", 190_000) + "1" + times("]", 200) + "," + times("[", 200) + times("2,", 190_000) + "1" + times("]", 200) + "]",
	"two shifted":     "[[" + times("1,2,", 190_000) + "1],[" + times("2,1,", 190_000) + "1]]",
	"two lengths":     "[[" + times("1,", 380_000) + "1],[1]]",
	"and back":        "[[1],[" + times("1,", 380_000) + "1]]",
	"two objects":     "[" + object(37_000, `"k%06d":0`) + "," + object(37_000, `"k%06d":1`) + "]",
	"other members":   "[" + object(37_000, `"k%06d":0`) + "," + object(37_000, `"l%06d":1`) + "]",
}

// object makes an object of n members; the format gets their number twice.
func object(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		if strings.Contains(format, "[2]") {
			fmt.Fprintf(&b, format, i, i)
		} else {
			fmt.Fprintf(&b, format, i)
		}
	}
	return "{" + b.String() + "}"
}

// endpoint is one that a client can call by name, and the names of its parameters.
type endpoint struct {
	APIName string
	names   []string
}

// endpoints reads what the app says of itself.
func (a *target) endpoints(t *testing.T) (list []endpoint) {
	t.Helper()
	res, err := http.Get(a.URL + "/gradio_api/info")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var info struct {
		Named map[string]struct {
			Parameters []struct {
				Name string `json:"parameter_name"`
			}
		} `json:"named_endpoints"`
	}
	if err := json.NewDecoder(res.Body).Decode(&info); err != nil {
		t.Fatal(err)
	}
	for name, e := range info.Named {
		if name == "/deaf" || name == "/tell" {
			continue // they do not end, or take nothing
		}
		ep := endpoint{APIName: name[1:]}
		for _, p := range e.Parameters {
			ep.names = append(ep.names, p.Name)
		}
		list = append(list, ep)
	}
	slices.SortFunc(list, func(a, b endpoint) int { return strings.Compare(a.APIName, b.APIName) })
	return list
}

// TestValuesCost sends every hostile value to every endpoint, in every way; the short form
// some of them.
func TestValuesCost(t *testing.T) {
	a := attacked(t)
	long := os.Getenv("BLOCKSGEN_ATTACK") != ""
	for i, e := range a.endpoints(t) {
		for j, name := range slices.Sorted(maps.Keys(values)) {
			if !long && (i+j)%8 > 0 {
				continue
			}
			v := values[name]
			for way, request := range map[string][2]string{
				"run":  {"/run/" + e.APIName, `{"data":[` + v + `]}`},
				"join": {"/call/" + e.APIName, `{"session_hash":"s","data":[` + v + strings.Repeat(","+`""`, max(0, len(e.names)-1)) + `],"event_data":` + `null` + `}`},
				"name": {"/call/v2/" + e.APIName, `{"` + strings.Join(e.names, `":0,"`) + `":` + v + `}`},
			} {
				a.cheap(t, e.APIName+" "+way+" "+name, request[0], []byte(request[1]))
			}
		}
	}
}

// TestValuesAtOnce sends hostile values from 8 connections at once, and sees that the
// process stays small; the short form some of them.
func TestValuesAtOnce(t *testing.T) {
	a := attacked(t)
	long := os.Getenv("BLOCKSGEN_ATTACK") != ""
	type request struct{ path, body string }
	requests := make(chan request)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for r := range requests {
				a.post(t, fmt.Sprintf("203.0.113.%d", i), r.path, []byte(r.body))
			}
		})
	}
	for i, e := range a.endpoints(t) {
		for j, name := range slices.Sorted(maps.Keys(values)) {
			if !long && (i+j)%8 > 0 {
				continue
			}
			for range often(30)/10 + 1 {
				requests <- request{"/run/" + e.APIName, `{"data":[` + values[name] + `]}`}
			}
		}
	}
	close(requests)
	all.Wait()
	a.quick(t)
	a.small(t, "values at once")
}

// cheap holds that a request costs no more than one may, with what it starts.
func (a *target) cheap(t *testing.T, what, path string, body []byte) {
	t.Helper()
	a.ResetPeak(t)
	before := a.Usage(t)
	res, text := a.post(t, stranger, path, body)
	if id := eventID(text); id != "" {
		a.get(t, stranger, "/gradio_api"+path+"/"+id)
	}
	after := a.Usage(t)
	seconds, memory := after.Seconds-before.Seconds, after.Peak-before.Now
	if os.Getenv("COSTS") != "" {
		fmt.Printf("COST %.2f %d %s %d %.60q\n", seconds, memory>>20, what, res.StatusCode, text)
	}
	if seconds > requestTime || memory > requestCost {
		t.Errorf("%s: %d bytes cost %.2f s and %d MB: %d %.60s", what, len(body), seconds, memory>>20, res.StatusCode, text)
	}
}

// TestGrowingText: the whole values of a text that grows to n bytes do not take n² bytes.
// Each that comes goes on from the one before, and the last is complete.
func TestGrowingText(t *testing.T) {
	a := attacked(t)
	text := times("0123456789", 900_000) // whole values of all its tokens have 400 MB
	_, joined := a.post(t, friend, "/call/grow", call(text, ""))
	got := a.get(t, friend, "/gradio_api/call/grow/"+eventID(joined))
	if len(got) > 40<<20 {
		t.Errorf("the stream has %d bytes", len(got))
	}
	events := strings.Split(strings.TrimSuffix(got, "\n\n"), "\n\n")
	last := ""
	for i, e := range events {
		name, data, _ := strings.Cut(e, "\ndata: ")
		var values []string
		if err := json.Unmarshal([]byte(data), &values); err != nil || len(values) != 1 || !strings.HasPrefix(values[0], last) {
			t.Fatalf("event %d of %d: %.60q, %v", i, len(events), e, err)
		}
		if last = values[0]; name != "event: generating" && i < len(events)-1 {
			t.Fatalf("event %d of %d is %s", i, len(events), name)
		}
	}
	if !strings.HasPrefix(events[len(events)-1], "event: complete\n") || last != text || len(events) < 10 {
		t.Errorf("%d events end with %.60q", len(events), events[len(events)-1])
	}
}

// eventID is that of the answer to a call; "" when there is none.
func eventID(answer string) string {
	var joined struct {
		EventID string `json:"event_id"`
	}
	_ = json.Unmarshal([]byte(answer), &joined) // an error has another form
	return joined.EventID
}
