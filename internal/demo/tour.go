package demo

import (
	"fmt"
	"io/fs"

	"heitu/internal/figure"
	"heitu/internal/text"
	"heitu/internal/web"
)

// tour leads through the node in a folder in five steps.
func tour(folder string) (web.Tour, error) {
	files, err := fs.Sub(samples, "samples/tour")
	if err != nil {
		return web.Tour{}, fmt.Errorf("read samples: %w", err)
	}
	turnover := "/figures/" + figure.ContractTurnover.Name
	return web.Tour{Files: files, Steps: []web.TourStep{
		{Title: text.TourImport, Says: text.TourImportSays, Href: "/imports", File: "sample-needs.csv", FileLabel: text.TourSheet},
		{Title: text.TourMatch, Says: text.TourMatchSays, Href: "/desk"},
		{Title: text.TourProof, Says: text.TourProofSays, Href: turnover},
		{Title: text.TourTamper, Says: text.TourTamperSays, Href: turnover, Command: "heitu --folder " + folder + " demo tamper"},
		{Title: text.TourReading, Says: text.TourReadingSays, Href: "/claims", File: "sample-report.txt", FileLabel: text.TourReport},
	}}, nil
}
