package sheet_test

import (
	"errors"
	"io"
	"iter"
	"os"
	"strings"
	"syscall"
	"testing"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/sheet"
)

// A full disk is known as such, whatever is written to it.
func TestWriteToFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no full disk here: ", err)
	}
	defer full.Close()
	records := func(yield func(record.Record, error) bool) {
		for range 100 {
			if !yield(record.Record{Kind: "need", Fields: map[string]any{"title": strings.Repeat("长", 1000)}}, nil) {
				return
			}
		}
	}
	for name, write := range map[string]func(io.Writer, sheet.Export, iter.Seq2[record.Record, error]) error{
		"xlsx": sheet.Write, "csv": sheet.WriteCSV, "jsonl": sheet.WriteJSONL,
	} {
		if err := write(full, sheet.Export{Kind: kinds.Need}, records); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
