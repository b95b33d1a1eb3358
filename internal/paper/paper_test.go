package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

const firm = "0192f0c1-0000-7000-8000-000000000001"

func origin(lang text.Lang) Origin {
	return Origin{
		Node: "market.example.cn", Address: "https://market.example.cn/records/achievement/0192f0c1-0000-7000-8000-00000000000a", Day: "2026-07-02", Lang: lang,
		Titles: func(id string) string { return map[string]string{firm: "包头示例永磁材料有限公司"}[id] },
	}
}

var achievement = record.Record{
	Key: record.Key{Home: "h", ID: "0192f0c1-0000-7000-8000-00000000000a"}, Kind: "achievement", State: "shared",
	Fields: map[string]any{
		"title":   record.Variants{"zh": "低镝铽高矫顽力钕铁硼永磁体晶界扩散制备工艺及其在新能源汽车驱动电机中的应用", "en": "Grain-boundary diffusion of <low-Dy> magnets"},
		"summary": record.Variants{"zh": "在重稀土用量降低 60% 的条件下，磁体内禀矫顽力达到 25 kOe（室温），180℃ 不可逆退磁小于 5%。\n" + strings.Repeat("采用 TbF₃/Al–Cu 复合涂层与分级扩散热处理（880 ℃ + 480 ℃），解决了厚磁体扩散深度不足的问题；已在 3 条产线验证，单炉 500 kg。", 6), "en": "It saves 60 % of heavy rare earths. Proved in three plants."},
		"field":   "05", "readiness": "7", "owner": firm, "region": "150200", "property": "invention", "terms": []string{"licence", "joint"}, "keywords": []string{"钕铁硼", "晶界扩散", "重稀土减量"},
	},
}

var contract = record.Record{
	Key: record.Key{Home: "h", ID: "0192f0c1-0000-7000-8000-00000000000b"}, Kind: "contract", State: "draft",
	Fields: map[string]any{"title": "晶界扩散工艺技术许可", "type": "licence", "field": "05", "seller": firm, "signed": "2026-03-01", "begins": "2026-03-01", "ends": "2029-02-28", "total": int64(120_000_000), "technical": int64(100_000_000), "payment": "entry", "industry": "C", "property": "invention"},
}

var seller = record.Record{Kind: "organisation", Fields: map[string]any{"name": "包头示例永磁材料有限公司", "uscc": "91150100MA0000001A", "type": "150", "region": "150200", "country": "142"}}

// papers are all documents there are, by name.
func papers(t testing.TB, lang text.Lang) map[string][]byte {
	t.Helper()
	b := BriefOf(kinds.Achievement, achievement, origin(lang))
	f := FormOf(contract, Parties{Seller: seller}, origin(lang))
	made := map[string][]byte{}
	for name, write := range map[string]func(io.Writer) error{
		"brief.docx": b.DOCX, "brief.png": b.PNG, "brief.html": b.HTML,
		"registration.docx": f.DOCX, "registration.html": f.HTML, "registration.xlsx": f.XLSX,
	} {
		var one, again bytes.Buffer
		if err := errors.Join(write(&one), write(&again)); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(one.Bytes(), again.Bytes()) {
			t.Errorf("%s: two of the same record differ", name)
		}
		made[name] = one.Bytes()
	}
	return made
}

// The picture leads to the record.
func TestPictureCode(t *testing.T) {
	for _, lang := range text.Langs() {
		m, err := png.Decode(bytes.NewReader(papers(t, lang)["brief.png"]))
		if err != nil {
			t.Fatal(err)
		}
		if b := m.Bounds(); b.Dx() != pictureWidth || b.Dy() < pictureHeight {
			t.Errorf("the picture is %v", b)
		}
		bitmap, err := gozxing.NewBinaryBitmapFromImage(m)
		if err != nil {
			t.Fatal(err)
		}
		got, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
		if err != nil || got.GetText() != origin(lang).Address {
			t.Errorf("the code says %v, %v", got, err)
		}
	}
}

// Every document is well-formed and says what the record says, and no more.
func TestDocuments(t *testing.T) {
	for _, lang := range text.Langs() {
		made := papers(t, lang)
		for _, name := range []string{"brief.docx", "registration.docx", "registration.xlsx"} {
			z, err := zip.NewReader(bytes.NewReader(made[name]), int64(len(made[name])))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range z.File {
				if !strings.HasSuffix(f.Name, ".png") {
					wellFormed(t, name+" "+f.Name, f)
				}
			}
		}
		if s := string(made["brief.html"]); strings.Contains(s, "<low") || !strings.Contains(s, "data:image/png;base64,") {
			t.Errorf("brief.html is not escaped or has no code: %.300s", s)
		}
		for _, want := range []string{"91150100MA0000001A", "150 ", "150200", "142", "1,200,000.00", text.FormBuyer.In(lang)} {
			if !strings.Contains(string(made["registration.html"]), want) {
				t.Errorf("the form does not say %q", want)
			}
		}
	}
}

func wellFormed(t *testing.T, name string, f *zip.File) {
	t.Helper()
	part, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close()
	for d := xml.NewDecoder(part); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "f" {
			t.Errorf("%s holds a formula", name)
		}
	}
}

func TestWrap(t *testing.T) {
	measure := func(s string) int {
		n := 0
		for _, c := range s {
			if n++; c >= 0x2e80 {
				n++
			}
		}
		return n
	}
	for _, tt := range []struct {
		said  string
		width int
		want  []string
	}{
		{"稀土永磁材料", 6, []string{"稀土永", "磁材料"}},
		{"稀土永，磁材料", 6, []string{"稀土", "永，磁", "材料"}},
		{"稀土（永磁）", 6, []string{"稀土", "（永", "磁）"}},
		{"uses less dysprosium", 10, []string{"uses less", "dysprosium"}},
		{"abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"用 TbF3 涂层", 6, []string{"用", "TbF3", "涂层"}},
		{"一\n二", 6, []string{"一", "二"}},
		{"", 6, nil},
	} {
		if got := wrap(tt.said, tt.width, measure); !slices.Equal(got, tt.want) {
			t.Errorf("wrap(%q, %d): got %q, want %q", tt.said, tt.width, got, tt.want)
		}
	}
}

// A character that no font has is drawn as the sign for one.
func TestMissingCharacter(t *testing.T) {
	p, err := newPen(regularFont, 30)
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	if _, c := p.face('\U0010fffd'); c != missing {
		t.Errorf("got %q", c)
	}
	for _, list := range kinds.All() {
		for _, f := range list.Fields {
			if at := strings.IndexFunc(f.Label.ZH, func(c rune) bool { return p.find(c) < 0 }); at >= 0 {
				t.Errorf("the font lacks a character of %q", f.Label.ZH)
			}
		}
	}
	if m := newCanvas(10, 10, ground); m.Bounds() != image.Rect(0, 0, 10, 10) {
		t.Errorf("got %v", m.Bounds())
	}
}

// LibreOffice opens every document and finds the words in it.
func TestLibreOfficeOpensPapers(t *testing.T) {
	dir := t.TempDir()
	if keep := os.Getenv("HEITU_KEEP"); keep != "" {
		dir = keep
	}
	for name, data := range papers(t, text.ZH) {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct{ file, want string }{
		{"brief.docx", "包头示例永磁材料有限公司"}, {"registration.docx", "91150100MA0000001A"}, {"registration.xlsx", "91150100MA0000001A"},
	} {
		cmd := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, filepath.Join(dir, tt.file))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("soffice (make deps installs it): %v\n%s", err, out)
		}
		pdf := filepath.Join(dir, strings.TrimSuffix(tt.file, filepath.Ext(tt.file))+".pdf")
		out, err := exec.CommandContext(t.Context(), "pdftotext", "-layout", pdf, "-").CombinedOutput()
		if err != nil || !strings.Contains(string(out), tt.want) {
			t.Errorf("%s: %v\n%s", tt.file, err, out)
		}
		if pages := strings.Count(string(out), "\f"); strings.HasSuffix(tt.file, ".docx") && pages != 1 {
			t.Errorf("%s takes %d pages", tt.file, pages)
		}
	}
}
