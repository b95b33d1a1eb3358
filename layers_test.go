// Package heitu_test checks how the tree is built: who imports whom, and how the code reads.
//
// It looks at source files only, so it holds for every platform and build tag.
package heitu_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A layer says what one package may import of this module. Row 0 may be imported
// by all. A package imports lower rows only, or a part of itself.
type layer struct {
	row   int
	may   string // packages it may import, besides row 0
	below int    // it may also import every package of a row below this one
	test  bool   // it serves tests: only tests and packages like it may import it
}

// layers is the table of docs/design.md, section 2. A line that differs from it says why.
var layers = map[string]layer{
	"cmd/heitu": {row: 11, may: "demo node", below: 8}, // not api and web: node wires them
	"demo":      {row: 10, below: 10},
	"node":      {row: 9, below: 9},

	"api": {row: 8, may: serving},
	"web": {row: 8, may: serving + " web/page web/static"},
	// Parts of web: templates, and the folder of embedded files.
	"web/page":   {row: 8, may: serving + " web/static"},
	"web/static": {row: 1},

	// What harvesters get.
	"oai": {row: 8, may: serving},

	"door": {row: 7, may: "account store"}, // what api and web share: who asks, how often, how errors leave

	"account": {row: 6, may: "access kinds office record store"},           // an account is a record: it enters by the office
	"find":    {row: 6, may: "access match office record store"},           // search under access; match stays pure
	"intake":  {row: 6, may: "access blob office record sheet store twin"}, // one way in for spreadsheets, whatever the face
	"harvest": {row: 7, may: "access intake office record store"},          // what foreign repositories give, on its way to the clerk
	"work":    {row: 6, may: "access flow notify office record store"},
	"audit":   {row: 6, may: "access journal kinds record report store"},

	"peer": {row: 6, may: "access journal kinds office record store"},

	"paper": {row: 6, may: "chart kinds record report vocab"}, // names the kinds that have pages of their own

	"office": {row: 5, may: "store flow access journal record vocab"},

	"store/sqlstore": {row: 4, may: "store journal record"},

	"policy":  {row: 3, may: "kinds record vocab"}, // pure, over the kinds it judges
	"process": {row: 3, may: "kinds flow rules record"},
	"figure":  {row: 3, may: "kinds report record"},
	"job":     {row: 3, may: "store"}, // its queue is part of the store's contract

	"store":        {row: 2, may: "journal record"}, // no vocab: it keeps values and knows no list
	"report":       {row: 2, may: "journal record"},
	"sheet":        {row: 2, may: "record"},
	"kinds":        {row: 2, may: "rules vocab record"}, // a pre-review sheet names rules by their codes
	"flow":         {row: 2, may: "record"},
	"match":        {row: 2, may: "record"},
	"match/eval":   {row: 3, may: "match record"},
	"match/assign": {row: 2},
	"access":       {row: 2, may: "record"},
	"twin":         {row: 2, may: "vocab"}, // titles begin with the name of a region
	"notify":       {row: 2},
	"claims":       {row: 2, may: "vocab record"},

	"record":  {row: 1},
	"journal": {row: 1},
	"blob":    {row: 1},
	"vocab":   {row: 1},
	"rules":   {row: 1},
	"chart":   {row: 1}, // numbers into pictures, whatever they count

	"fault": {row: 0, may: "text"}, // its messages are texts
	"text":  {row: 0},

	"audit/second":    {row: 1, test: true}, // the second verifier shares no code with what it checks
	"store/storetest": {row: 9, below: 9, test: true},
	"testkit":         {row: 10, below: 10, test: true},
}

// serving is what every front may import.
const serving = "account access blob claims door find flow harvest intake journal kinds match notify office paper peer policy process record report rules sheet store vocab work"

// confined names outside packages that only the listed packages may import.
var confined = map[string]string{
	"database/sql":             "store/sqlstore",
	"github.com/jackc/pgx/":    "store/sqlstore",
	"github.com/pressly/goose": "store/sqlstore",
	"modernc.org/sqlite":       "store/sqlstore",
}

const module = "heitu"

func TestLayers(t *testing.T) {
	found, err := forbiddenImports(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}

// The rows themselves must agree, or the table would allow a cycle.
func TestLayersTable(t *testing.T) {
	for name, l := range layers {
		for _, m := range strings.Fields(l.may) {
			lower, listed := layers[m]
			part := strings.HasPrefix(m, name+"/") || name == "fault"
			if !listed || lower.row >= l.row && !part {
				t.Errorf("layers[%q] may import %q, which is not a listed package of a lower row", name, m)
			}
		}
	}
}

func TestLayersFindInjectedImport(t *testing.T) {
	root := t.TempDir()
	copyGoFiles(t, ".", root)
	for _, tt := range []struct{ in, file, imported string }{
		{"internal/record", "injected.go", "heitu/internal/office"},
		{"internal/store", "injected.go", "heitu/internal/api"},
		{"internal/flow", "injected.go", "heitu/internal/store"},
		{"internal/text", "injected.go", "github.com/google/uuid"},
		{"internal/office", "injected.go", "database/sql"},
		{"internal/office", "injected_js.go", "heitu/internal/testkit"},
		{"internal/api", "injected.go", "heitu/internal/web"},
		{"internal/nowhere", "injected.go", "heitu/internal/text"},
		{"cmd/heitu", "injected.go", "heitu/internal/api"},
		{"cmd/heitu", "injected.go", "heitu/internal/nowhere"},
	} {
		t.Run(tt.in+" imports "+tt.imported, func(t *testing.T) {
			path := filepath.Join(root, tt.in, tt.file)
			write(t, path, fmt.Sprintf("package injected\n\nimport _ %q\n", tt.imported))
			defer os.Remove(path)
			found, err := forbiddenImports(root)
			if err != nil {
				t.Fatal(err)
			}
			file := tt.in + "/" + tt.file
			named := func(f string) bool { return strings.Contains(f, file) && strings.Contains(f, tt.imported) }
			if !slices.ContainsFunc(found, named) {
				t.Errorf("%s importing %s: got %q, want a finding that names both", file, tt.imported, found)
			}
		})
	}
}

// forbiddenImports returns one line for each import below root/internal and
// root/cmd that the table does not allow. Test files may import what they like.
func forbiddenImports(root string) ([]string, error) {
	var found []string
	unlisted := map[string]bool{} // said once
	paths, err := goFiles(root)
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		inside := strings.HasPrefix(path, "internal/") || strings.HasPrefix(path, "cmd/")
		if !inside || strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, path), nil, parser.ImportsOnly)
		if err != nil {
			return nil, err
		}
		importer := layerName(filepath.ToSlash(filepath.Dir(path)))
		for _, spec := range file.Imports {
			if unlisted[importer] {
				break
			}
			_, listed := layers[importer]
			unlisted[importer] = !listed
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return nil, err
			}
			if why := refuse(importer, imported); why != "" {
				found = append(found, fmt.Sprintf("%s imports %s: %s", path, imported, why))
			}
		}
	}
	return found, nil
}

// refuse says why a package may not import a path, or "".
func refuse(importer, path string) string {
	l, listed := layers[importer]
	if !listed {
		return fmt.Sprintf("package %s is not in the table of layers_test.go", importer)
	}
	inner, own := strings.CutPrefix(path, module+"/")
	if !own {
		return refuseOutside(importer, l, path)
	}
	name := layerName(inner)
	target, known := layers[name]
	switch {
	case !known:
		return fmt.Sprintf("package %s is not in the table of layers_test.go", name)
	case target.test && !l.test:
		return "it serves tests only"
	case target.row == 0 && l.row > 0, target.row < l.below:
		return ""
	case slices.Contains(strings.Fields(l.may), name):
		return ""
	}
	return fmt.Sprintf("%s (row %d) may import only: %s", importer, l.row, allowed(l))
}

// refuseOutside judges an import from outside the module.
func refuseOutside(importer string, l layer, path string) string {
	first, _, _ := strings.Cut(path, "/")
	if l.row == 0 && strings.Contains(first, ".") {
		return "row 0 stands on the standard library alone"
	}
	for prefix, only := range confined {
		within := path == prefix || strings.HasPrefix(path, strings.TrimSuffix(prefix, "/")+"/")
		if within && !l.test && !slices.Contains(strings.Fields(only), importer) {
			return "only " + only + " may import it"
		}
	}
	return ""
}

func allowed(l layer) string {
	may := strings.TrimSpace("fault text " + l.may)
	if l.row == 0 {
		may = l.may
	}
	if l.below > 0 {
		may += fmt.Sprintf(" and the rows below %d", l.below)
	}
	return may
}

// layerName turns "internal/store" into "store" and leaves "cmd/heitu" as it is.
func layerName(dir string) string { return strings.TrimPrefix(dir, "internal/") }

// goFiles lists the Go files below root, relative to it, with slashes, in order.
func goFiles(root string) ([]string, error) { return filesNamed(root, ".go") }

func filesNamed(root, suffix string) ([]string, error) {
	var paths []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			hidden := len(name) > 1 && (name[0] == '.' || name[0] == '_')
			if hidden || name == "testdata" || name == "node_modules" || name == "bin" {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(name, suffix) {
			rel, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			paths = append(paths, filepath.ToSlash(rel))
		}
		return nil
	})
	return paths, err
}

func copyGoFiles(t *testing.T, from, to string) {
	t.Helper()
	paths, err := goFiles(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(filepath.Join(from, path))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(to, path), string(content))
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
