package paper

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"heitu/internal/report"
	"heitu/internal/text"
)

// cardLook is how the pages of a card are shown and printed.
const cardLook = `@page{size:A4;margin:14mm 16mm}
*{box-sizing:border-box}
body{margin:0 auto;max-width:64rem;padding:1rem 1.25rem;color:#1b1f1d;background:#fff;font:16px/1.65 "Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.7rem;line-height:1.3;margin:.5rem 0;color:#1f3a34}
h2{font-size:1.15rem;margin:1.6rem 0 .4rem;color:#1f3a34;break-after:avoid}
table{width:100%;border-collapse:collapse;margin:.4rem 0 1rem}
th,td{border-bottom:1px solid #b9c3bd;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;background:#eef2ef}
td.n,th.n{text-align:right;white-space:nowrap}
section{border-top:3px solid #1f3a34;margin-top:2rem;padding-top:.5rem}
.lead{font-size:1.1rem}
.note{border-left:4px solid #9a4b2c;padding:.2rem .8rem;margin:.6rem 0;background:#faf3ef}
.small{color:#5d6964;font-size:.85rem;overflow-wrap:anywhere}
.big{font-size:2rem;font-weight:600;margin:.2rem 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#eef2ef;padding:.6rem;font-size:.8rem}
svg{max-width:100%;height:auto}
a{color:#1f3a34}
@media print{body{padding:0;max-width:none;font-size:10.5pt}a{text-decoration:none;color:inherit}section{break-before:page}section:first-of-type{break-before:auto}svg,tr{break-inside:avoid}}`

var cardPages = template.Must(template.New("").Funcs(template.FuncMap{
	"look": func() template.CSS { return cardLook }, "langs": langs, "say": sayIn, "period": saidPeriod, "region": saidRegion, "rate": saidRate, "about": about,
	"targets": saidTargets, "forecast": saidForecast, "verdict": Verdict,
	"lines":   func(l report.Line, lang text.Lang) template.HTML { return template.HTML(LineChart(l, lang)) },
	"tiles":   func(l report.Line, lang text.Lang) template.HTML { return template.HTML(RegionChart(l, lang)) },
	"bars":    func(l report.Line, lang text.Lang) template.HTML { return template.HTML(BarChart(l, lang)) },
	"late":    func(l report.Line) bool { return l.Late() },
	"exact":   func(s string) template.HTML { return template.HTML(html.EscapeString(s)) }, // as it is: html/template writes + as &#43;
	"columns": func(lang text.Lang) []string { return strings.Split(text.CardColumns.In(lang), "\t") },
	"pair":    func(f Folder, lang text.Lang) facing { return facing{f, lang} },
}).Parse(`{{define "head"}}<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>{{.}}</title><style>{{look}}</style></head><body>
{{end}}
{{define "notes"}}{{$l := .Lang}}{{with .F}}<p>{{about .Card $l}}</p>
{{if .Corrects}}<p class="note">{{say "CardCorrecting" $l}} {{.Corrects}}. {{.Reason}}</p>{{end}}
{{if .Corrected}}<p class="note">{{say "CardCorrected" $l}} {{.Corrected}}</p>{{end}}{{end}}{{end}}
{{define "card"}}{{template "head" .Card.Title.ZH}}<p><a href="#zh">{{say "CardInChinese" "zh"}}</a> · <a href="#en">{{say "CardInEnglish" "en"}}</a></p>{{$f := .}}
{{range $l := langs}}<section id="{{$l}}" lang="{{$l}}"><p class="small">{{say "CardName" $l}} · {{$f.Card.Home}}</p><h1>{{$f.Card.Title.In $l}}</h1>
<p class="lead">{{period $f.Card.Period $l}} · {{region $f.Card.Region $l}}{{if $f.Card.Interim}} · {{say "CardInterim" $l}}{{end}}</p>
{{template "notes" (pair $f $l)}}
{{with $f.Changes}}<div class="note"><p>{{say "CardChanged" $l}}</p><table><tr><th>{{say "CardFigure" $l}}</th><th class="n">{{say "CardThen" $l}}</th><th class="n">{{say "CardNow" $l}}</th><th>{{say "CardRecords" $l}}</th></tr>
{{range $c := .}}{{$line := $f.Line $c.Figure}}<tr><td>{{$c.Label.In $l}}</td><td class="n">{{$line.Format $c.Frozen}}</td><td class="n">{{$line.Format $c.Now}}</td><td class="small">{{range $c.Gone}}−{{.}} {{end}}{{range $c.Added}}+{{.}} {{end}}{{range $c.Differ}}±{{.}} {{end}}</td></tr>{{end}}</table></div>{{end}}
<table><thead><tr>{{range $i, $h := columns $l}}<th{{if gt $i 1}} class="n"{{end}}>{{$h}}</th>{{end}}</tr></thead><tbody>
{{range $f.Card.Lines}}<tr><td><a href="figure/{{.Figure}}.html">{{.Label.In $l}}</a>{{if late .}} <strong>{{say "CardLate" $l}}</strong>{{end}}</td><td>{{.Unit.In $l}}</td><td class="n">{{.Format .Value}}</td><td class="n">{{.Format .Base}}</td><td class="n">{{.Format .Amount}}</td><td class="n">{{rate .}}</td></tr>
{{end}}</tbody></table>
{{with $f.Card.Notes.In $l}}<h2>{{say "CardNotes" $l}}</h2><p>{{.}}</p>{{end}}
<h2>{{say "CardProof" $l}}</h2><p>{{say "CardVerify" $l}}</p><pre>heitu verify . --key '{{exact $f.Key}}'</pre><p class="small">{{say "CardKeySource" $l}}</p><pre>{{exact $f.Checkpoint}}</pre>
<p><a href="data/card.csv">CSV</a> · <a href="data/card.json">JSON</a> · <a href="manifest">{{say "CardManifest" $l}}</a>{{if $f.Record}} · <a href="card-record.json">{{say "CardOwnRecord" $l}}</a>{{end}}</p></section>{{end}}
</body></html>{{end}}
{{define "figure"}}{{template "head" .Line.Label.ZH}}<p><a href="../index.html">{{.Card.Title.ZH}} / {{.Card.Title.EN}}</a> · <a href="#zh">{{say "CardInChinese" "zh"}}</a> · <a href="#en">{{say "CardInEnglish" "en"}}</a></p>{{$p := .}}{{$n := .Line}}
{{range $l := langs}}<section id="{{$l}}" lang="{{$l}}"><h1>{{$n.Label.In $l}}</h1><p>{{$n.Help.In $l}}</p>
<p class="big">{{$n.Format $n.Value}} {{$n.Unit.In $l}}</p><p>{{say "CardBase" $l}} {{$n.Format $n.Base}} · {{say "CardGrowth" $l}} {{$n.Format $n.Amount}} · {{rate $n}} {{$n.Note.In $l}}</p>
<p class="small">{{period $p.Card.Period $l}} · {{region $p.Card.Region $l}} · {{about $p.Card $l}}</p>
{{with $p.Change}}<div class="note"><p>{{say "CardChanged" $l}} {{$n.Format .Frozen}} → {{$n.Format .Now}}</p><p class="small">{{range .Gone}}−{{.}} {{end}}{{range .Added}}+{{.}} {{end}}{{range .Differ}}±{{.}} {{end}}</p></div>{{end}}
{{if $n.Past}}<h2>{{say "CardOverTime" $l}}</h2>{{lines $n $l}}<table><tr><th>{{say "CardPeriod" $l}}</th><th class="n">{{$n.Unit.In $l}}</th></tr>{{range $n.Past}}<tr><td>{{period .Period $l}}</td><td class="n">{{$n.Format .Value}}</td></tr>{{end}}</table>{{end}}
<h2>{{say "CardForecast" $l}}</h2><p>{{forecast $n $l}}</p>{{if $n.Forecast.Value}}<p class="small">{{$n.Forecast.Method.In $l}}</p>{{end}}
{{with $n.Targets}}<h2>{{say "CardTargets" $l}}</h2><p>{{targets $n $l}}</p>{{end}}
{{if $n.Regions}}<h2>{{say "CardRegions" $l}}</h2>{{tiles $n $l}}{{bars $n $l}}<table><tr><th>{{say "CardRegion" $l}}</th><th class="n">{{say "CardValue" $l}}</th><th class="n">{{say "CardBase" $l}}</th></tr>{{range $n.Regions}}<tr><td>{{region .Region $l}}</td><td class="n">{{$n.Format .Value}}</td><td class="n">{{$n.Format .Base}}</td></tr>{{end}}</table>{{end}}
{{with $n.Statements}}<h2>{{say "CardStatements" $l}}</h2><table>{{range .}}<tr><td>{{.Value}}{{.Unit}}</td><td>{{.Source}}<br><q>{{.Quotation}}</q></td><td>{{(verdict .).In $l}} {{if .Difference}}({{$n.Format .Difference}}){{end}} {{range .Why}}{{.In $l}} {{end}}</td></tr>{{end}}</table>{{end}}
{{with $n.Hints}}<h2>{{say "CardHints" $l}}</h2><p class="small">{{say "HintNoVerdict" $l}}</p>{{range .}}{{if not .Staff}}<p>{{.Says.In $l}}</p><p class="small">{{range .Records}}{{.}} {{end}}</p>{{end}}{{end}}{{end}}
<h2>{{say "CardProof" $l}}</h2>{{if $p.Bundle}}<p>{{say "CardVerifyFigure" $l}}</p><pre>heitu verify bundle/{{$n.Figure}}.json --key '{{exact $p.Key}}'</pre><p><a href="../bundle/{{$n.Figure}}.json">bundle/{{$n.Figure}}.json</a></p><pre>{{exact $p.Checkpoint}}</pre>
<table><tr><th>{{say "CardRecord" $l}}</th><th class="n">{{say "CardLeaf" $l}}</th><th>{{say "CardShown" $l}}</th></tr>{{range $p.Proven}}<tr><td class="small">{{.ID}} · {{.State}}</td><td class="n">{{.Index}}</td><td class="small">{{exact .Fields}}</td></tr>{{end}}</table>{{if $p.More}}<p>+ {{$p.More}}</p>{{end}}{{else}}<p class="note">{{say "CardNoProof" $l}}</p>{{end}}</section>{{end}}
</body></html>{{end}}`))

// facing is a folder in a language.
type facing struct {
	F    Folder
	Lang text.Lang
}

// Line returns the line of a figure.
func (f Folder) Line(figure string) report.Line {
	l, _ := f.Card.Line(figure)
	return l
}

// cardWords are what the pages say, by the names that the templates use.
var cardWords = map[string]text.Label{
	"CardName": text.CardName, "CardInterim": text.CardInterim, "CardCorrecting": text.CardCorrecting, "CardCorrected": text.CardCorrected, "CardChanged": text.CardChanged,
	"CardFigure": text.CardFigure, "CardThen": text.CardThen, "CardNow": text.CardNow, "CardRecords": text.CardRecords, "CardLate": text.CardLate, "CardNotes": text.CardNotesHead,
	"CardProof": text.CardProof, "CardVerify": text.CardVerify, "CardKeySource": text.CardKeySource, "CardManifest": text.CardManifest, "CardOwnRecord": text.CardOwnRecord,
	"CardBase": text.CardBase, "CardGrowth": text.CardGrowth, "CardOverTime": text.CardOverTime, "CardPeriod": text.CardPeriod, "CardForecast": text.CardForecastHead,
	"CardTargets": text.CardTargets, "CardRegions": text.CardRegions, "CardRegion": text.CardRegion, "CardValue": text.CardValue, "CardStatements": text.CardStatements,
	"CardHints": text.CardHints, "HintNoVerdict": text.HintNoVerdict, "CardVerifyFigure": text.CardVerifyFigure, "CardRecord": text.CardRecord, "CardLeaf": text.CardLeaf,
	"CardShown": text.CardShown, "CardNoProof": text.CardNoProof, "CardInChinese": text.CardInChinese, "CardInEnglish": text.CardInEnglish,
}

// sayIn says a word of the pages; one that there is not is a defect of the template.
func sayIn(name string, lang text.Lang) (string, error) {
	label, ok := cardWords[name]
	if !ok {
		return "", fmt.Errorf("no word %q", name)
	}
	return label.In(lang), nil
}
