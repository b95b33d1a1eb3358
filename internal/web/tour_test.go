package web

import (
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"heitu/internal/fault"
	"heitu/internal/text"
)

func touring() *face {
	return &face{Config: Config{Tour: Tour{
		Steps: []TourStep{{Title: text.TourImport, Says: text.TourImportSays, Href: "/imports", File: "a.csv"}, {Title: text.TourMatch, Href: "/desk"}},
		Files: fstest.MapFS{"a.csv": {Data: []byte("a,b\n")}, "below/b.csv": {}},
	}}}
}

func TestTourKnowsItsPlace(t *testing.T) {
	for _, tt := range []struct {
		path, cookie string
		at           int
		open, hidden bool
	}{
		{"/", "", 0, true, false}, {"/imports", "", 1, false, false}, {"/imports/7", "", 1, false, false}, {"/importsmore", "", 0, false, false},
		{"/desk?x=1", "", 2, false, false}, {"/", "tour=hidden", 0, true, true}, {"/", "tour=other", 0, true, false},
	} {
		r := httptest.NewRequest("GET", tt.path, nil)
		r.Header.Set("Cookie", tt.cookie)
		if got := touring().tour(r, text.EN); got.At != tt.at || got.Open != tt.open || got.Hidden != tt.hidden || len(got.Steps) != 2 {
			t.Errorf("%s %s: got %+v", tt.path, tt.cookie, got)
		}
	}
	if routes := (&face{}).tourRoutes(); routes != nil {
		t.Error("a node without a tour has addresses for one")
	}
}

func TestTourFile(t *testing.T) {
	for name, want := range map[string]bool{"a.csv": true, "b.csv": false, "../a.csv": false, "below": false, ".": false} {
		r := httptest.NewRequest("GET", "/tour/x", nil)
		r.SetPathValue("file", name)
		w := httptest.NewRecorder()
		err := touring().tourFile(w, r)
		if (err == nil) != want || err != nil && !fault.Is(err, fault.CodeMissing) {
			t.Errorf("%s: %v", name, err)
		}
		if want && !strings.Contains(w.Header().Get("Content-Disposition"), `filename=`+name) {
			t.Errorf("%s: %v", name, w.Header())
		}
	}
}
