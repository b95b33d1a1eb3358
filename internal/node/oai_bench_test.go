package node_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"

	"heitu/internal/node"
)

// BenchmarkOAI measures a harvest of 100,000 records over HTTP, page after page.
func BenchmarkOAI(b *testing.B) {
	folder, err := public()
	if err != nil {
		b.Fatal(err)
	}
	n, err := node.Open(b.Context(), node.Config{Folder: folder})
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	server := httptest.NewServer(n.Handler())
	defer server.Close()
	token := regexp.MustCompile(`<resumptionToken [^>]*>([^<]+)<`)
	for _, prefix := range []string{"oai_dc", "oai_datacite", "heitu"} {
		b.Run(prefix, func(b *testing.B) {
			bytesRead := 0
			for b.Loop() {
				records := 0
				for query := "metadataPrefix=" + prefix; query != ""; {
					answer, err := http.Get(server.URL + "/oai?verb=ListRecords&" + query)
					if err != nil {
						b.Fatal(err)
					}
					body, err := io.ReadAll(answer.Body)
					answer.Body.Close()
					if err != nil {
						b.Fatal(err)
					}
					bytesRead += len(body)
					records += bytes.Count(body, []byte("<header"))
					query = ""
					if found := token.FindSubmatch(body); found != nil {
						query = "resumptionToken=" + string(found[1])
					}
				}
				if records != many {
					b.Fatalf("got %d records, want %d", records, many)
				}
			}
			b.ReportMetric(float64(many)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
			b.ReportMetric(float64(bytesRead)/float64(many)/float64(b.N), "bytes/record")
		})
	}
}
