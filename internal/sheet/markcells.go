package sheet

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"heitu/internal/text"
)

// painting is one sheet of a workbook whose wrong cells turn red.
type painting struct {
	looks   *looks
	marks   []Mark // of this sheet, by row and column; the column of a whole row is settled on the way
	drawing string // id under which the sheet names its drawing of comments; "" until that is known
	out     *bufio.Writer
	tape    *tape
	prefix  string // of the sheet's elements, with its colon
	next    int    // the mark that comes next
	line    int    // row that is being read
	column  int    // column read last, counted from 0
	inRow   bool
	touched bool // whether the row holds a mark
}

// newDrawing is the id of a drawing that a sheet did not have.
const newDrawing = "heituDrawing"

const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// afterDrawing are the elements of a sheet that follow the drawing of its comments.
var afterDrawing = strings.Fields("legacyDrawingHF drawingHF picture oleObjects controls webPublishItems tableParts extLst")

func (p *painting) paint(in io.Reader, out io.Writer) error {
	p.tape, p.out = newTape(in), bufio.NewWriterSize(out, 64<<10)
	for depth := 0; ; {
		token, raw, err := p.tape.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if errors.Is(err, errBulky) {
			return unreadable(text.BulkyWorkbook)
		}
		if err != nil {
			return unreadable(text.BrokenWorkbook)
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			raw = p.start(token, raw, depth)
		case xml.EndElement:
			p.end(token, raw, depth)
			depth--
			raw = nil
		}
		p.out.Write(raw)
	}
	if err := p.out.Flush(); err != nil {
		return fmt.Errorf("mark sheet: %w", err)
	}
	return nil
}

var spans = regexp.MustCompile(`\sspans\s*=\s*("[^"]*"|'[^']*')`)

// start passes on a start tag, changed where a mark asks for it.
func (p *painting) start(e xml.StartElement, raw []byte, depth int) []byte {
	name := e.Name.Local
	switch {
	case depth == 1 && e.Name.Space != "":
		p.prefix = e.Name.Space + ":"
	case depth == 2 && name == "sheetData" && selfClosing(raw) && p.next < len(p.marks):
		return opened(raw)
	case depth == 2 && name == "legacyDrawing":
		p.drawing = attribute(e, "id")
	case depth == 2 && (slices.Contains(afterDrawing, name) || name == "AlternateContent" && p.line > 0):
		p.draw()
	case depth == 3 && name == "row":
		return p.row(e, raw)
	case depth == 4 && name == "c" && p.inRow:
		return p.cell(e, raw)
	}
	return raw
}

// end passes on an end tag, after what belongs before it.
func (p *painting) end(e xml.EndElement, raw []byte, depth int) {
	switch name := e.Name.Local; {
	case depth == 1:
		p.draw()
	case depth == 2 && name == "sheetData":
		missing := p.next < len(p.marks)
		p.rowsBefore(1 << 30)
		if missing && len(raw) == 0 {
			raw = []byte("</" + p.prefix + "sheetData>")
		}
	case depth == 3 && name == "row":
		p.cellsBefore(1 << 30)
		if p.touched && len(raw) == 0 {
			raw = []byte("</" + p.prefix + "row>")
		}
		p.inRow = false
	}
	p.out.Write(raw)
}

func (p *painting) row(e xml.StartElement, raw []byte) []byte {
	line, err := strconv.Atoi(attribute(e, "r"))
	if err != nil {
		line = p.line + 1
	}
	p.rowsBefore(line)
	p.line, p.column, p.inRow = line, -1, true
	p.touched = p.next < len(p.marks) && p.marks[p.next].Line == line
	if !p.touched {
		return raw
	}
	if selfClosing(raw) {
		raw = opened(raw)
	}
	return spans.ReplaceAll(raw, nil)
}

func (p *painting) cell(e xml.StartElement, raw []byte) []byte {
	column, _, err := excelize.CellNameToCoordinates(attribute(e, "r"))
	if column--; err != nil {
		column = p.column + 1
	}
	p.column = column
	style, err := strconv.Atoi(attribute(e, "s"))
	if err != nil {
		style = 0
	}
	if p.touched {
		for p.due() && p.marks[p.next].At < 0 { // the row as a whole: its first cell
			p.settle(column)
		}
		p.cellsBefore(column)
		if p.due() && p.marks[p.next].At == column || p.next > 0 && p.marks[p.next-1].Line == p.line && p.marks[p.next-1].At == column {
			for p.due() && p.marks[p.next].At == column {
				p.next++
			}
			return []byte(setAttribute(string(raw), "s", strconv.Itoa(p.looks.redOf(style)), true))
		}
	}
	if free := p.looks.freed(style); free != style {
		return []byte(setAttribute(string(raw), "s", strconv.Itoa(free), true))
	}
	return raw
}

// due reports whether the next mark stands in this row.
func (p *painting) due() bool { return p.next < len(p.marks) && p.marks[p.next].Line == p.line }

// settle places a mark of the row as a whole and passes it.
func (p *painting) settle(column int) {
	p.marks[p.next].At = column
	p.next++
}

// cellsBefore writes the marked cells that the row does not hold, up to a column.
func (p *painting) cellsBefore(column int) {
	last := -1
	for p.due() && p.marks[p.next].At < column {
		if p.marks[p.next].At < 0 {
			p.marks[p.next].At = 0
		}
		if at := p.marks[p.next].At; at != last {
			fmt.Fprintf(p.out, `<%sc r="%s" s="%d"/>`, p.prefix, cellName(at, p.line), p.looks.redOf(0))
			last = at
		}
		p.next++
	}
}

// rowsBefore writes the marked rows that the sheet does not hold, up to a line.
func (p *painting) rowsBefore(line int) {
	for p.next < len(p.marks) && p.marks[p.next].Line < line {
		p.line = p.marks[p.next].Line
		fmt.Fprintf(p.out, `<%srow r="%d">`, p.prefix, p.line)
		p.cellsBefore(1 << 30)
		fmt.Fprintf(p.out, `</%srow>`, p.prefix)
	}
}

// draw names the drawing of the comments, if the sheet has none of its own.
func (p *painting) draw() {
	if p.drawing == "" {
		p.drawing = newDrawing
		fmt.Fprintf(p.out, `<%slegacyDrawing xmlns:r="%s" r:id="%s"/>`, p.prefix, relationships, newDrawing)
	}
}

// cellName is the name of a cell by its column, counted from 0, and its row.
func cellName(column, line int) string {
	name, err := excelize.CoordinatesToCellName(column+1, line)
	if err != nil {
		return "A1"
	}
	return name
}
