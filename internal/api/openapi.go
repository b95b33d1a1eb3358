package api

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/text"
)

// describe answers GET /api/openapi.json.
func (s *server) describe(w http.ResponseWriter, _ *http.Request) error {
	return writeBody(w, http.StatusOK, "application/json; charset=utf-8", s.openapi)
}

// describe makes the OpenAPI document of the routes.
func describe(o *office.Office, routes []route) []byte {
	doc := &openapi3.T{
		OpenAPI: "3.1.0",
		Info:    &openapi3.Info{Title: text.APITitle.EN, Description: text.APITitle.ZH, Version: "1"},
		Servers: openapi3.Servers{{URL: "/"}},
		Paths:   openapi3.NewPaths(),
		Components: &openapi3.Components{
			Schemas: schemas(o.Kinds),
			SecuritySchemes: openapi3.SecuritySchemes{
				"password": &openapi3.SecuritySchemeRef{Value: openapi3.NewSecurityScheme().WithType("http").WithScheme("basic")},
				"session":  &openapi3.SecuritySchemeRef{Value: openapi3.NewSecurityScheme().WithType("apiKey").WithIn("cookie").WithName("heitu")},
			},
		},
		Security: openapi3.SecurityRequirements{{}, {"password": {}}, {"session": {}}},
	}
	for _, r := range routes {
		method, path, _ := strings.Cut(r.pattern, " ")
		path = strings.ReplaceAll(path, "...}", "}")
		item := doc.Paths.Value(path)
		if item == nil {
			item = &openapi3.PathItem{}
			doc.Paths.Set(path, item)
		}
		item.SetOperation(method, operation(o.Kinds, r, method, path))
	}
	body, err := encode(doc)
	if err != nil {
		panic(err) // the routes and kinds are part of the program
	}
	return body
}

var placeholder = regexp.MustCompile(`\{([a-z]+)\}`)

// notWord parts the words of an operation's name.
var notWord = regexp.MustCompile(`[^a-z]+`)

func operation(kinds []record.Kind, r route, method, path string) *openapi3.Operation {
	op := openapi3.NewOperation()
	op.Summary, op.Description, op.Tags = r.about.EN, r.about.ZH, []string{r.face}
	op.OperationID = strings.Trim(notWord.ReplaceAllString(strings.ToLower(method+"_"+path), "_"), "_")
	for _, m := range placeholder.FindAllStringSubmatch(path, -1) {
		s := openapi3.NewStringSchema()
		if m[1] == "kind" {
			for _, k := range kinds {
				s.Enum = append(s.Enum, k.Name)
			}
		}
		op.AddParameter(openapi3.NewPathParameter(m[1]).WithSchema(s))
	}
	for _, p := range append(r.query, parameter{name: "lang", about: text.APILanguage, schema: "string"}) {
		q := openapi3.NewQueryParameter(p.name).WithSchema(openapi3.NewSchema().WithTypes(p.schema)).WithDescription(p.about.EN)
		q.Extensions = map[string]any{"x-label": labelOf(p.about)}
		op.AddParameter(q.WithRequired(p.must))
	}
	if r.takes != "" {
		op.RequestBody = &openapi3.RequestBodyRef{Value: openapi3.NewRequestBody().WithRequired(true).WithContent(content(r.takes))}
	}
	if r.takes == "draft" || r.takes == "change" || r.takes == anyFile && r.gives == "import" {
		op.AddParameter(openapi3.NewHeaderParameter("Idempotency-Key").WithSchema(openapi3.NewStringSchema().WithMaxLength(maxKey)))
	}
	status := http.StatusOK
	if r.made {
		status = http.StatusCreated
	}
	op.Responses = openapi3.NewResponses(
		openapi3.WithStatus(status, response(http.StatusText(status), r.gives)),
		openapi3.WithName("4XX", response("Refused", "error").Value),
		openapi3.WithName("default", response("Failed", "error").Value),
	)
	return op
}

func response(about, gives string) *openapi3.ResponseRef {
	return &openapi3.ResponseRef{Value: openapi3.NewResponse().WithDescription(about).WithContent(content(gives))}
}

// content is a body: JSON of a schema, or a file.
func content(of string) openapi3.Content {
	if strings.Contains(of, "/") {
		return openapi3.NewContentWithSchema(nil, []string{of})
	}
	return openapi3.NewContentWithJSONSchemaRef(ref(of))
}
