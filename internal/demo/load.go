package demo

import (
	"bufio"
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"slices"

	"heitu/internal/kinds"
	"heitu/internal/record"
)

//go:embed samples/*.jsonl samples/*/*
var samples embed.FS

// loadSamples brings in the project's own sample records, shares the
// achievements and publishes the needs.
func (p *Player) loadSamples(ctx context.Context) error {
	ids := map[string]string{}
	made, given := map[string][]record.Record{}, map[string][]map[string]any{}
	for _, file := range []struct{ name, kind string }{
		{"organisations", kinds.Organisation.Name}, {"people", kinds.Person.Name},
		{"achievements", kinds.Achievement.Name}, {"needs", kinds.Need.Name},
	} {
		drafts, keys, err := readSamples(file.name, file.kind, ids)
		if err != nil {
			return err
		}
		given[file.kind] = held(kindOf(file.kind), drafts)
		records, err := p.put(ctx, "broker", drafts)
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		for i, key := range keys {
			ids[key] = records[i].ID
		}
		made[file.kind] = records
	}
	member := Accounts()[3]
	if err := p.engage(ctx, member, made[kinds.Organisation.Name][0].ID); err != nil {
		return err
	}
	if err := p.take(ctx, "broker", "share", made[kinds.Achievement.Name], given[kinds.Achievement.Name]); err != nil {
		return err
	}
	return p.take(ctx, "broker", "open", made[kinds.Need.Name], given[kinds.Need.Name])
}

// readSamples reads one file. References name other samples by their keys.
func readSamples(name, kind string, ids map[string]string) ([]record.Draft, []string, error) {
	data, err := samples.ReadFile("samples/" + name + ".jsonl")
	if err != nil {
		return nil, nil, fmt.Errorf("read samples: %w", err)
	}
	var drafts []record.Draft
	var keys []string
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		fields, err := record.ParseFields(lines.Bytes())
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		key, _ := fields["key"].(string)
		delete(fields, "key")
		resolve(kind, fields, ids)
		drafts, keys = append(drafts, record.Draft{Kind: kind, Fields: fields}), append(keys, key)
	}
	return drafts, keys, lines.Err()
}

func kindOf(name string) record.Kind {
	all := kinds.All()
	return all[slices.IndexFunc(all, func(k record.Kind) bool { return k.Name == name })]
}

func resolve(kind string, fields map[string]any, ids map[string]string) {
	for _, f := range kindOf(kind).Fields {
		if _, ok := record.Refers(f.Type); !ok {
			continue
		}
		switch v := fields[f.Name].(type) {
		case string:
			fields[f.Name] = ids[v]
		case []string:
			for j, key := range v {
				v[j] = ids[key]
			}
		}
	}
}

// readLines reads a file of JSON objects, at most limit of them; 0 for all.
func readLines(data []byte, limit int) ([]map[string]any, error) {
	var list []map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	for d.More() && (limit == 0 || len(list) < limit) {
		var one map[string]any
		if err := d.Decode(&one); err != nil {
			return nil, fmt.Errorf("object %d: %w", len(list)+1, err)
		}
		list = append(list, one)
	}
	return list, nil
}
