package audit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/report"
	"heitu/internal/text"
)

// Remote audits a running node as a stranger can: the whole public log against its
// checkpoint, and every public figure against the records behind it. With key ""
// the node's own word is taken for its key.
func Remote(ctx context.Context, client *http.Client, base, key string, figures []report.Figure) (Report, error) {
	a := &remote{client: client, base: strings.TrimRight(base, "/")}
	if key == "" {
		data, err := a.get(ctx, "/log/key", 1<<12)
		if err != nil {
			return a.Report, err
		}
		key = strings.TrimSpace(string(data))
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return a.Report, fault.Invalid("key", text.KeyUnreadable, err.Error())
	}
	a.Home = verifier.Name()
	if err := a.log(ctx, verifier); err != nil {
		return a.Report, err
	}
	return a.Report, a.cells(ctx, key, figures)
}

type remote struct {
	Report
	client *http.Client
	base   string
}

func (a *remote) get(ctx context.Context, path string, limit int64) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, a.base+path, nil)
	if err != nil {
		return nil, fault.Invalid("", text.RemoteUnreadable, a.base, err.Error())
	}
	res, err := a.client.Do(req)
	if err != nil {
		return nil, fault.Busy(text.RemoteUnreadable, a.base, err.Error())
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fault.Busy(text.RemoteUnreadable, a.base+path, res.Status)
	}
	data, err := readAll(res.Body, limit)
	if err != nil {
		return nil, fault.Busy(text.RemoteUnreadable, a.base+path, err.Error())
	}
	return data, nil
}

// log reads every leaf and every tile, and compares both with the checkpoint.
func (a *remote) log(ctx context.Context, v note.Verifier) error {
	signed, err := a.get(ctx, "/log/checkpoint", 1<<16)
	if err != nil {
		return err
	}
	c, err := journal.Open(string(signed), v)
	if err != nil {
		a.find("", text.CheckpointForged, a.Home)
		return nil
	}
	mine := tiles{}
	for n := int64(0); n*journal.Width < c.Size; n++ {
		width := int(min(c.Size-n*journal.Width, journal.Width))
		data, err := a.get(ctx, "/log/"+journal.BundlePath(n, width), 1<<20)
		if err != nil {
			return err
		}
		leaves, err := journal.ParseBundle(data)
		if err != nil || len(leaves) != width {
			a.find("", text.LeafAltered, n*journal.Width)
			return nil
		}
		if a.Entries, err = journal.Append(ctx, mine, a.Entries, leaves); err != nil {
			return err
		}
	}
	root, err := journal.Root(ctx, mine, c.Size)
	if err != nil {
		return err
	}
	if root != c.Root {
		a.find("", text.RootDiffers, c.Size)
	}
	return a.served(ctx, mine)
}

// served compares the tiles that the node serves with the recomputed ones.
func (a *remote) served(ctx context.Context, mine tiles) error {
	for at, want := range mine {
		data, err := a.get(ctx, "/log/"+journal.TilePath(at.level, at.n, len(want)/tlog.HashSize), 1<<16)
		if err != nil {
			return err
		}
		if !bytes.Equal(data, want) {
			a.find("", text.TileDiffers, at.level, at.n)
		}
	}
	return nil
}

// cells audits the bundle of every region and period of every figure.
func (a *remote) cells(ctx context.Context, key string, figures []report.Figure) error {
	data, err := a.get(ctx, "/api/figures", 1<<24)
	if err != nil {
		return err
	}
	var list struct {
		Figures []struct {
			Name  string                            `json:"name"`
			Cells []struct{ Period, Region string } `json:"cells"`
		} `json:"figures"`
	}
	if err := json.Unmarshal(data, &list); err != nil {
		return fault.Busy(text.RemoteUnreadable, a.base, err.Error())
	}
	for _, f := range list.Figures {
		for _, cell := range f.Cells {
			path := fmt.Sprintf("/api/figures/%s/bundle?%s", url.PathEscape(f.Name), url.Values{"period": {cell.Period}, "region": {cell.Region}}.Encode())
			data, err := a.get(ctx, path, maxBundle)
			if err != nil {
				return err
			}
			one, err := Bundle(bytes.NewReader(data), key, figures)
			if err != nil {
				return err
			}
			a.Records += one.Records
			a.Figures = append(a.Figures, one.Figures...)
			a.Findings = append(a.Findings, one.Findings...)
		}
	}
	return nil
}
