package sheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// libre lets LibreOffice turn a file into another format and returns what it wrote.
func libre(t *testing.T, name string, data []byte, to string) []byte {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", to, "--outdir", out, filepath.Join(dir, name))
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("soffice (make deps installs it): %v\n%s", err, said)
	}
	ext, _, _ := strings.Cut(to, ":")
	written, err := os.ReadFile(filepath.Join(out, strings.TrimSuffix(name, filepath.Ext(name))+"."+ext))
	if err != nil {
		t.Fatalf("soffice could not read %s: %s", name, said)
	}
	return written
}

// What LibreOffice opens and saves comes back unchanged.
func TestExportThroughLibreOffice(t *testing.T) {
	long := sample.Clone()
	long.Fields["title"] = record.Variants{"zh": "912101000000001234", "en": "00123"}
	long.Fields["budget"] = int64(99_999_999_999_999)
	long.Fields["closes"] = "1919-12-31"
	x := Export{Kind: kinds.Need, Lang: text.ZH, About: [][2]string{{"导出节点", "x"}}}
	var b bytes.Buffer
	if err := Write(&b, x, one(sample, long)); err != nil {
		t.Fatal(err)
	}
	data := libre(t, "a.xlsx", b.Bytes(), "xlsx")
	noFormula(t, data)
	table, err := Read(kinds.Need, "a.xlsx", bytes.NewReader(data), int64(len(data)), nil)
	if err != nil || len(table.Rows) != 2 {
		t.Fatalf("got %v, %v", table, err)
	}
	for i, r := range []record.Record{sample, long} {
		got, want := string(record.CanonicalFields(table.Rows[i].Fields)), string(record.CanonicalFields(r.Fields))
		if got != want || table.Rows[i].Err != nil {
			t.Errorf("row %d:\ngot  %s (%v)\nwant %s", i, got, fault.All(table.Rows[i].Err), want)
		}
	}
}

// LibreOffice opens every file that is written here and shows its cells.
func TestLibreOfficeOpensFiles(t *testing.T) {
	var lines bytes.Buffer
	if err := WriteCSV(&lines, Export{Kind: kinds.Need, Lang: text.ZH}, one(sample)); err != nil {
		t.Fatal(err)
	}
	template, err := Template(kinds.Contract, text.ZH)
	if err != nil {
		t.Fatal(err)
	}
	book, _ := marked(t, "a.xlsx", decorated(t), flawed...)
	for _, tt := range []struct {
		name string
		data []byte
		want string
	}{
		{"export.csv", lines.Bytes(), "=1+1"}, {"template.xlsx", template, "项目名称"}, {"marked.xlsx", book, "2026-13-01"},
	} {
		if got := string(libre(t, tt.name, tt.data, "csv:Text - txt - csv (StarCalc):44,34,76")); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q in it", tt.name, got, tt.want)
		}
	}
	again := libre(t, "marked.xlsx", book, "xlsx")
	_, f := marked(t, "marked.xlsx", again)
	if said := comments(t, f, "需求"); len(said) != 1 || !strings.Contains(said["A2"], "请核对") {
		t.Errorf("saved by LibreOffice and freed of marks, it says %q", said)
	}
	if red(t, f, "需求", "C2") {
		t.Error("saved by LibreOffice, C2 stays red")
	}
}
