package paper

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"heitu/internal/text"
)

// look is how papers are shown and printed.
const look = `@page{size:A4;margin:16mm 18mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:190mm;padding:8mm;color:#1b1f1d;background:#fff;font:11.5pt/1.7 FangSong,STFangsong,"Noto Serif CJK SC","Songti SC",serif}
h1,h2,th,.kind{font-family:SimHei,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;font-weight:600}
h1{font-size:21pt;line-height:1.3;margin:2mm 0;color:#1f3a34}
h1.form{text-align:center;color:inherit;letter-spacing:.15em}
h2{font-size:13pt;margin:5mm 0 1mm;color:#1f3a34;break-after:avoid}
.kind{color:#5d6964;font-size:10pt;margin:0;border-bottom:.6mm solid #1f3a34;padding-bottom:1mm}
.lead{color:#9a4b2c;font-size:13pt;margin:1mm 0 4mm}
table{width:100%;border-collapse:collapse;table-layout:fixed}
th,td{border:.2mm solid #7f8c86;padding:1.2mm 2mm;text-align:left;vertical-align:middle;overflow-wrap:anywhere}
col.label{width:17%}
th{background:#eef2ef;font-size:10pt}
th.group{text-align:center}
td.seal{height:26mm;vertical-align:top;white-space:pre-line}
p.text{white-space:pre-line;margin:0;text-align:justify}
.foot{display:flex;gap:8mm;align-items:center;break-inside:avoid;border-top:.2mm solid #7f8c86;margin-top:6mm;padding-top:3mm}
.foot img{width:30mm;height:30mm;flex:none}
.foot div{flex:1}
.small{color:#5d6964;font-size:9pt;margin:0;overflow-wrap:anywhere}
@media print{body{padding:0;max-width:none}}`

// Policy is what a browser may do with a printed page: show it.
func Policy() string {
	sum := sha256.Sum256([]byte(look))
	return "default-src 'none'; img-src data:; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; frame-ancestors 'none'"
}

const headOf = `<!doctype html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{{.Heading}}</title><style>{{look}}</style></head>
<body>`

// pages are the printed pages.
var pages = template.Must(template.New("brief").Funcs(template.FuncMap{"look": func() template.CSS { return look }}).Parse(headOf + `<main>
<p class="kind">{{.Heading}} · {{.Node}}</p><h1>{{.Title}}</h1>
{{with .Lead}}<p class="lead">{{.}}</p>{{end}}
{{with .Pairs}}<table><colgroup><col class="label"><col><col class="label"><col></colgroup>{{range .}}<tr>{{$one := eq (len .) 1}}{{range .}}<th scope="row">{{.Label}}</th><td{{if $one}} colspan="3"{{end}}>{{.Value}}</td>{{end}}</tr>{{end}}</table>{{end}}
{{range .Parts}}<h2>{{.Label}}</h2><p class="text">{{.Value}}</p>{{end}}
<div class="foot"><div><h2>{{.Contact}}</h2><p>{{.Through}}</p><p class="small">{{.Address}}</p><p class="small">{{.Number}} {{.ID}}</p><p class="small">{{.Made}}</p></div><img src="{{.Code}}" alt="{{.Address}}"></div>
</main></body></html>
{{define "form"}}` + headOf + `<main><h1 class="form">{{.Heading}}</h1>
<table><colgroup><col class="label"><col><col class="label"><col></colgroup>{{range .Rows}}<tr>{{range .}}{{if .Group}}<th class="group" colspan="4">{{.Text}}</th>{{else if .Label}}<th scope="row">{{.Text}}</th>{{else}}<td{{if .Seal}} class="seal"{{end}}{{if gt .Span 1}} colspan="{{.Span}}"{{end}}>{{.Text}}{{with .Below}}

{{.}}{{end}}</td>{{end}}{{end}}</tr>{{end}}</table>
<p class="small">{{.Note}}</p><p class="small">{{.Made}}</p></main></body></html>{{end}}`))

// HTML writes the page for reading and printing.
func (b Brief) HTML(w io.Writer) error {
	picture, err := codePNG(b.Address)
	if err != nil {
		return err
	}
	var pairs [][]Fact
	for i := 0; i < len(b.Facts); i += 2 {
		pairs = append(pairs, b.Facts[i:min(i+2, len(b.Facts))])
	}
	err = pages.ExecuteTemplate(w, "brief", struct {
		Brief
		Pairs                          [][]Fact
		Contact, Through, Number, Made string
		Code                           template.URL
	}{b, pairs, text.BriefContact.In(b.Lang), b.through(), text.BriefNumber.In(b.Lang), b.made(), template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(picture))})
	if err != nil {
		return fmt.Errorf("print brief: %w", err)
	}
	return nil
}
