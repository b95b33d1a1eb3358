package sheet

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"heitu/internal/text"
)

// page passes on one sheet, with its comments.
func (b *marking) page(p *markedPage) error {
	if p.path == b.listPath || len(p.marks) == 0 && p.comments == "" && len(b.looks.ours) == 0 {
		return nil
	}
	paint := &painting{looks: b.looks, marks: p.marks}
	if p.comments == "" {
		paint.drawing = "none"
	}
	if err := b.paint(p, paint); err != nil {
		return err
	}
	if p.comments == "" {
		return nil
	}
	slices.SortStableFunc(p.marks, inOrder) // marks of whole rows have found their cells
	doc := []byte(emptyComments)
	var err error
	if b.parts[partName(p.comments)] != nil {
		if doc, err = b.read(p.comments); err != nil {
			return err
		}
	}
	doc, fresh, gone, err := addComments(doc, notesOf(p.marks, p.notes))
	if err != nil {
		return err
	}
	if err := b.write(p.comments, doc); err != nil {
		return err
	}
	return b.drawing(p, paint.drawing, fresh, gone)
}

// paint writes the sheet itself.
func (b *marking) paint(p *markedPage, paint *painting) error {
	f := b.parts[partName(p.path)]
	if f == nil {
		return unreadable(text.BrokenWorkbook)
	}
	in, err := f.Open()
	if err != nil {
		return unreadable(text.BrokenWorkbook)
	}
	defer in.Close()
	b.done[partName(p.path)] = true
	out, err := b.out.Create(f.Name)
	if err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	return paint.paint(io.LimitReader(in, MaxUnpacked), out)
}

// drawing writes the shapes of the comments.
func (b *marking) drawing(p *markedPage, id string, fresh []note, gone map[string]bool) error {
	doc, target := []byte(emptyDrawing), ""
	for _, r := range p.rels {
		if r.id == id && b.parts[partName(r.target)] != nil {
			var err error
			if doc, err = b.read(r.target); err != nil {
				return err
			}
			target = r.target
		}
	}
	if target == "" {
		target = b.free("xl/drawings/vmlDrawing%d.vml")
		if err := b.relate(p.path, relation{id, "vmlDrawing", target}); err != nil {
			return err
		}
	}
	b.done[partName(target)] = true
	part, err := b.out.Create(target)
	if err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	return addShapes(part, doc, fresh, gone)
}

// list writes the sheet of problems.
func (b *marking) list(marks []Mark) error {
	if b.listPath == "" {
		return nil
	}
	b.done[partName(b.listPath)] = true
	part, err := b.out.Create(b.listPath)
	if err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	out := bufio.NewWriter(part)
	head, link, words := b.looks.forList()
	flaws(out, marks, head, link, words)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("mark workbook: %w", err)
	}
	return nil
}
