package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// outline writes an answer for reading: names and values, indented, lists as items.
func outline(v any, depth int) string {
	indent := strings.Repeat("  ", depth)
	var b strings.Builder
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			switch inner := v[name].(type) {
			case map[string]any, []any:
				fmt.Fprintf(&b, "%s%s:\n%s", indent, name, outline(inner, depth+1))
			default:
				fmt.Fprintf(&b, "%s%s: %v\n", indent, name, plain(inner))
			}
		}
	case []any:
		for _, item := range v {
			inner := strings.TrimPrefix(outline(item, depth+1), indent+"  ")
			fmt.Fprintf(&b, "%s- %s", indent, inner)
		}
	default:
		fmt.Fprintf(&b, "%s%v\n", indent, plain(v))
	}
	return b.String()
}

func plain(v any) any {
	switch v := v.(type) {
	case nil:
		return "–"
	case float64:
		if v == float64(int64(v)) {
			return int64(v)
		}
	}
	return v
}

// save writes what lies under a path to a file, or to the screen.
func (cl *client) save(ctx context.Context, path, out string) error {
	data, err := cl.call(ctx, "GET", path, nil)
	if err != nil {
		return err
	}
	if out == "" {
		_, err = os.Stdout.Write(data)
		return err
	}
	return os.WriteFile(out, data, 0o644)
}
