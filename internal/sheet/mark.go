package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/text"
)

// Mark is what is wrong with one cell of a book.
type Mark struct {
	Sheet string
	Line  int // counted from 1
	At    int // column counted from 0, -1 for the row as a whole
	Text  string
}

// maxNotes is how many cells of a book get a comment and a line in the list of
// problems; beyond that, programs become slow. Every marked cell turns red.
const maxNotes = 20_000

// MarkBook writes a file as a workbook in which the marked cells are red and carry their
// text as a comment; marks are in the order of the file. What the file held stays as it
// was, but for marks of an earlier time. A last sheet lists the problems.
func MarkBook(w io.Writer, name string, file io.ReaderAt, size int64, marks []Mark) error {
	b, err := OpenBook(name, file, size)
	if err != nil {
		return err
	}
	defer b.Close()
	if b.Format == "xlsx" {
		z, err := zip.NewReader(file, size)
		if err != nil {
			return unreadable(text.BrokenWorkbook)
		}
		return markWorkbook(w, z, marks)
	}
	plain, err := os.CreateTemp("", "heitu-mark-")
	if err != nil {
		return fmt.Errorf("mark file: %w", err)
	}
	defer os.Remove(plain.Name())
	defer plain.Close()
	if marks, err = b.rewrite(plain, marks); err != nil {
		return err
	}
	info, err := plain.Stat()
	if err != nil {
		return fmt.Errorf("mark file: %w", err)
	}
	z, err := zip.NewReader(plain, info.Size())
	if err != nil {
		return fmt.Errorf("mark file: %w", err)
	}
	return markWorkbook(w, z, marks)
}

// markWorkbook passes a workbook on part by part, so that memory does not grow with it.
func markWorkbook(w io.Writer, z *zip.Reader, marks []Mark) error {
	b, err := openMarking(z)
	if err != nil {
		return err
	}
	b.out = zip.NewWriter(w)
	if err := b.plan(marks); err != nil {
		return err
	}
	for i := range b.pages {
		if err := b.page(&b.pages[i]); err != nil {
			return err
		}
	}
	if err := b.list(marks); err != nil {
		return err
	}
	b.replaced[b.stylesPath] = b.looks.bytes()
	for _, part := range slices.Sorted(maps.Keys(b.replaced)) {
		if err := b.write(part, b.replaced[part]); err != nil {
			return err
		}
	}
	for _, f := range z.File {
		if !b.done[partName(f.Name)] {
			if err := b.out.Copy(f); err != nil {
				return unreadable(text.BrokenWorkbook)
			}
		}
	}
	if err := b.out.Close(); err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	return nil
}

// marking is a workbook that is being passed on.
type marking struct {
	parts      map[string]*zip.File
	out        *zip.Writer
	done       map[string]bool   // parts that are not to be copied
	replaced   map[string][]byte // small parts as they are to be
	book       string            // path of the workbook part
	rels       []relation        // of the workbook
	pages      []markedPage
	looks      *looks
	stylesPath string
	listPath   string // of the sheet of problems
}

// markedPage is one sheet.
type markedPage struct {
	name, path string
	notes      int // cells that may get a comment
	marks      []Mark
	rels       []relation
	comments   string // path of its comments, "" for none
}

// relation is what one part calls another.
type relation struct{ id, sort, target string }

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func openMarking(z *zip.Reader) (*marking, error) {
	b := &marking{parts: map[string]*zip.File{}, done: map[string]bool{}, replaced: map[string][]byte{}, book: "xl/workbook.xml"}
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "/") {
			b.parts[partName(f.Name)] = f
		}
	}
	root, err := b.relations("")
	if err != nil {
		return nil, err
	}
	for _, r := range root {
		if r.sort == "officeDocument" {
			b.book = r.target
		}
	}
	if b.rels, err = b.relations(b.book); err != nil {
		return nil, err
	}
	doc, err := b.read(b.book)
	if err != nil {
		return nil, err
	}
	sheets, err := elements(doc, "sheet")
	if err != nil {
		return nil, unreadable(text.BrokenWorkbook)
	}
	styles := []byte(emptyStyles)
	b.stylesPath = path.Dir(b.book) + "/styles.xml"
	for _, r := range b.rels {
		if r.sort == "styles" && b.parts[partName(r.target)] != nil {
			b.stylesPath = r.target
			if styles, err = b.read(r.target); err != nil {
				return nil, err
			}
		}
		for _, s := range sheets {
			if s.attr("id") == r.id && (r.sort == "worksheet") {
				b.pages = append(b.pages, markedPage{name: s.attr("name"), path: r.target})
			}
		}
	}
	b.looks, err = readLooks(styles)
	return b, err
}

// read returns a small part.
func (b *marking) read(name string) ([]byte, error) {
	f := b.parts[partName(name)]
	if f == nil {
		return nil, unreadable(text.BrokenWorkbook)
	}
	part, err := f.Open()
	if err != nil {
		return nil, unreadable(text.BrokenWorkbook)
	}
	defer part.Close()
	data, err := io.ReadAll(io.LimitReader(part, maxSmall+1))
	switch {
	case err != nil:
		return nil, unreadable(text.BrokenWorkbook)
	case len(data) > maxSmall:
		return nil, unreadable(text.BulkyWorkbook)
	}
	return bytes.TrimPrefix(data, bom), nil
}

func relsPath(part string) string {
	return strings.TrimPrefix(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"), "/")
}

// relations returns what a part refers to; "" is the package.
func (b *marking) relations(part string) ([]relation, error) {
	name := relsPath(part)
	if part == "" {
		name = "_rels/.rels"
	}
	if b.parts[partName(name)] == nil {
		return nil, nil
	}
	doc, err := b.read(name)
	if err != nil {
		return nil, err
	}
	all, err := elements(doc, "Relationship")
	if err != nil {
		return nil, unreadable(text.BrokenWorkbook)
	}
	var list []relation
	for _, e := range all {
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		list = append(list, relation{e.attr("Id"), path.Base(e.attr("Type")), strings.TrimPrefix(path.Clean(target), "/")})
	}
	return list, nil
}

// relate adds a reference to the references of a part.
func (b *marking) relate(part string, added ...relation) error {
	doc := []byte(xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>`)
	name := relsPath(part)
	if b.parts[partName(name)] != nil {
		var err error
		if doc, err = b.read(name); err != nil {
			return err
		}
	}
	if before, ok := b.replaced[name]; ok {
		doc = before
	}
	all, err := elements(doc, "Relationships")
	if err != nil || len(all) == 0 {
		return unreadable(text.BrokenWorkbook)
	}
	e := edits{doc: doc}
	for _, r := range added {
		p := strings.TrimSuffix(qualified(all[0].Name), "Relationships")
		e.into(all[0], fmt.Sprintf(`<%sRelationship Id="%s" Type="%s/%s" Target="/%s"/>`, p, r.id, relationships, r.sort, escaped(r.target)), 0)
		e.doc = e.apply()
		e.list = nil
		if all, err = elements(e.doc, "Relationships"); err != nil {
			return unreadable(text.BrokenWorkbook)
		}
	}
	b.replaced[name] = e.doc
	return nil
}

func inOrder(a, b Mark) int { return cmp.Or(a.Line-b.Line, a.At-b.At) }

// free returns a path that no part has.
func (b *marking) free(format string) string {
	for n := 1; ; n++ {
		name := fmt.Sprintf(format, n)
		if b.parts[partName(name)] == nil && !b.done[partName(name)] {
			b.done[partName(name)] = true
			return name
		}
	}
}

func (b *marking) write(name string, data []byte) error {
	b.done[partName(name)] = true
	part, err := b.out.Create(name)
	if err == nil {
		_, err = part.Write(data)
	}
	if err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	return nil
}

// The types of content that marking adds.
const (
	typeOf       = "application/vnd.openxmlformats-officedocument."
	commentsType = typeOf + "spreadsheetml.comments+xml"
	sheetType    = typeOf + "spreadsheetml.worksheet+xml"
	stylesType   = typeOf + "spreadsheetml.styles+xml"
	drawingType  = typeOf + "vmlDrawing"
)

// plan decides what is added where, and writes the list of contents.
func (b *marking) plan(marks []Mark) error {
	room := maxNotes
	added := map[string]string{}
	listName := flawsName
	for i := range b.pages {
		p := &b.pages[i]
		if p.name == listName {
			b.listPath = p.path
			continue
		}
		for _, m := range marks {
			if m.Sheet == p.name && m.Line > 0 {
				p.marks = append(p.marks, m)
			}
		}
		slices.SortStableFunc(p.marks, inOrder)
		p.notes = min(room, len(p.marks))
		room -= p.notes
		var err error
		if p.rels, err = b.relations(p.path); err != nil {
			return err
		}
		for _, r := range p.rels {
			if r.sort == "comments" && b.parts[partName(r.target)] != nil {
				p.comments = r.target
			}
		}
		if p.comments == "" && len(p.marks) > 0 {
			p.comments = b.free("xl/comments%d.xml")
			added[p.comments] = commentsType
			if err := b.relate(p.path, relation{"heituComments", "comments", p.comments}); err != nil {
				return err
			}
		}
	}
	if b.listPath == "" && len(marks) > 0 {
		if err := b.addList(); err != nil {
			return err
		}
		added[b.listPath] = sheetType
	}
	if b.parts[partName(b.stylesPath)] == nil {
		added[b.stylesPath] = stylesType
		if err := b.relate(b.book, relation{"heituStyles", "styles", b.stylesPath}); err != nil {
			return err
		}
	}
	return b.contents(added)
}

// contents writes the list of contents first, as programs expect.
func (b *marking) contents(added map[string]string) error {
	const name = "[Content_Types].xml"
	doc, err := b.read(name)
	if err != nil {
		return err
	}
	all, err := elements(doc, "Types", "Default")
	if err != nil || len(all) == 0 || all[0].Name.Local != "Types" {
		return unreadable(text.BrokenWorkbook)
	}
	p := strings.TrimSuffix(qualified(all[0].Name), "Types")
	var said strings.Builder
	if !slices.ContainsFunc(all, func(e element) bool { return strings.EqualFold(e.attr("Extension"), "vml") }) {
		fmt.Fprintf(&said, `<%sDefault Extension="vml" ContentType="%s"/>`, p, drawingType)
	}
	for _, part := range slices.Sorted(maps.Keys(added)) {
		fmt.Fprintf(&said, `<%sOverride PartName="/%s" ContentType="%s"/>`, p, escaped(part), added[part])
	}
	e := edits{doc: doc}
	e.into(all[0], said.String(), 0)
	return b.write(name, e.apply())
}

// flawsName is what the sheet of problems is called.
var flawsName = text.FlawsSheet.ZH + " " + text.FlawsSheet.EN

// addList announces the sheet of problems in the workbook.
func (b *marking) addList() error {
	doc, err := b.read(b.book)
	if err != nil {
		return err
	}
	all, err := elements(doc, "sheets", "sheet")
	if err != nil || len(all) == 0 || all[0].Name.Local != "sheets" {
		return unreadable(text.BrokenWorkbook)
	}
	last := 0
	for _, e := range all[1:] {
		if n, err := strconv.Atoi(e.attr("sheetId")); err == nil {
			last = max(last, n)
		}
	}
	b.listPath = b.free(path.Dir(b.book) + "/worksheets/problems%d.xml")
	e := edits{doc: doc}
	p := strings.TrimSuffix(qualified(all[0].Name), "sheets")
	e.into(all[0], fmt.Sprintf(`<%ssheet xmlns:r="%s" name="%s" sheetId="%d" r:id="heituProblems"/>`, p, relationships, escaped(flawsName), last+1), 0)
	b.replaced[b.book] = e.apply()
	return b.relate(b.book, relation{"heituProblems", "worksheet", b.listPath})
}
