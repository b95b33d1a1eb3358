package web

import (
	"heitu/internal/kinds"
	"heitu/internal/paper"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// papers lead to the documents that are made of a record.
func (n *names) papers(k record.Kind, r record.Record) []page.Link {
	name, label, forms := "brief", text.PaperBrief, []string{"docx", "png"}
	switch {
	case k.Name == kinds.Contract.Name:
		name, label, forms = "registration", text.PaperRegistration, []string{"docx", "xlsx"}
	case !paper.HasBrief(k.Name):
		return nil
	}
	at := "/api" + address(k.Name, r.ID) + "/papers/" + name + "."
	links := []page.Link{{Label: text.PaperPrint.In(n.lang, label), Href: at + "html"}}
	for _, as := range forms {
		links = append(links, page.Link{Label: text.PaperAs.In(n.lang, label, paperForms[as]), Href: at + as})
	}
	return links
}

// paperForms names the formats of papers.
var paperForms = map[string]text.Label{"docx": text.PaperWord, "xlsx": text.PaperSheet, "png": text.PaperPicture}
