package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

const (
	batchMost  = office.CountUpto // records that one act may touch
	batchTx    = 200              // of these in one transaction, so that others can write in between
	batchShown = 200              // refusals listed
)

// batch is something to be done with many records.
type batch struct {
	kind   record.Kind
	act    string         // as the form says it: "step.open", "edit.region"
	label  text.Label     // of the step or field
	step   string         // "" for a change of a field
	fields []record.Field // that it asks for
	items  []record.Draft // id and revision of each
}

// The two sorts of deed that begin at a list.
const (
	deedStep = "step"
	deedEdit = "edit"
)

// sort is the sort of deed.
func (b batch) sort() string {
	if b.step != "" {
		return deedStep
	}
	return deedEdit
}

// title says what is done.
func (b batch) title() text.Message {
	if b.step == "" {
		return text.BatchEditOf
	}
	return text.BatchOf
}

// acts are what the office is to do.
func (b batch) acts(values map[string]any) []office.Act {
	list := make([]office.Act, len(b.items))
	for i, draft := range b.items {
		if b.step == "" {
			draft.Fields = values
			list[i] = office.Act{Draft: draft}
		} else {
			list[i] = office.Act{Draft: draft, Step: b.step, Given: given(values)}
		}
	}
	return list
}

// offerBatch says what can be done with the records of a list at once: the steps
// that some of them can take, and the fields that can be changed.
func (n *names) offerBatch(shown *page.List, k record.Kind, v view, found office.Page) {
	var steps, edits []page.Option
	changes := false
	for _, r := range found.Records {
		changes = changes || n.Office.MayChange(n.actor, r)
		for _, s := range n.Office.Steps(n.actor, r) {
			if !slices.ContainsFunc(steps, func(o page.Option) bool { return o.Value == "step."+s.Name }) {
				steps = append(steps, page.Option{Value: "step." + s.Name, Label: s.Label.In(n.lang)})
			}
		}
	}
	for _, f := range k.Fields {
		if changes && changeable(f) {
			edits = append(edits, page.Option{Value: "edit." + f.Name, Label: f.Label.In(n.lang)})
		}
	}
	if steps != nil {
		shown.Acts = append(shown.Acts, page.Acts{Label: text.BatchSteps.In(n.lang), Options: steps})
	}
	if edits != nil {
		shown.Acts = append(shown.Acts, page.Acts{Label: text.BatchEdits.In(n.lang), Options: edits})
	}
	shown.Scopes = []page.Option{
		{Value: "picked", Label: text.ScopePicked.In(n.lang)},
		{Value: "page", Label: text.ScopePage.In(n.lang, len(found.Records))},
	}
	if found.Total < batchMost && found.Total > len(found.Records) {
		shown.Scopes = append(shown.Scopes, page.Option{Value: "all", Label: text.ScopeAll.In(n.lang, found.Total)})
	}
}

// changeable reports whether a field can be given one value in many records.
func changeable(f record.Field) bool {
	_, files := f.Type.(record.Attachments)
	return !f.Step && !f.Unique && !files
}

// batchForm asks for what an act on many records needs; where it needs nothing, it
// says at once what would happen.
func (f *face) batchForm(w http.ResponseWriter, r *http.Request) error {
	b, err := f.batchOf(r, r.URL.Query())
	if err != nil {
		return err
	}
	if b.items, err = f.chosen(r, b.kind, r.URL.Query()); err != nil {
		return err
	}
	return f.showBatch(w, r, http.StatusOK, b, typed{}, len(b.fields) == 0, nil)
}

// batchOf reads what is to be done.
func (f *face) batchOf(r *http.Request, asked url.Values) (batch, error) {
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return batch{}, err
	}
	actor := door.Person(r).Actor
	if actor.Account == "" {
		return batch{}, fault.SignedOut()
	}
	if access.Scopes(actor, k) == nil {
		return batch{}, fault.Denied(text.NotAllowed)
	}
	b := batch{kind: k, act: asked.Get("act")}
	sort, name, _ := strings.Cut(b.act, ".")
	if field, ok := k.Field(name); ok && sort == deedEdit && changeable(field) {
		field.Required = false
		b.label, b.fields = field.Label, []record.Field{field}
		return b, nil
	}
	for _, s := range f.Office.Processes[k.Name].Steps {
		if sort == deedStep && s.Name == name {
			b.label, b.step = s.Label, name
			b.fields = asksOf(k, s)
			return b, nil
		}
	}
	return batch{}, fault.Invalid("act", text.BatchWhat)
}

// chosen are the records that the form of a list names.
func (f *face) chosen(r *http.Request, k record.Kind, asked url.Values) ([]record.Draft, error) {
	actor := door.Person(r).Actor
	if asked.Get("scope") == "all" {
		return f.fitting(r, k, asked.Get("list"))
	}
	ids := asked["pick"]
	if asked.Get("scope") == "page" {
		ids = strings.Split(asked.Get("page"), ",")
	}
	var items []record.Draft
	for _, id := range ids[:min(len(ids), office.PageSize)] {
		rec, err := f.Office.Record(r.Context(), actor, k.Name, id)
		if err != nil {
			return nil, err
		}
		items = append(items, record.Draft{Kind: k.Name, ID: rec.ID, Rev: rec.Rev})
	}
	if items == nil {
		return nil, fault.Invalid("pick", text.BatchNone)
	}
	return items, nil
}

// fitting are all the records of a view.
func (f *face) fitting(r *http.Request, k record.Kind, list string) ([]record.Draft, error) {
	asked, err := url.ParseQuery(list)
	if err != nil {
		return nil, fault.Invalid("list", text.BadRequest, err.Error())
	}
	actor := door.Person(r).Actor
	q, err := f.mayList(actor, k, viewOf(k, asked))
	if err != nil {
		return nil, err
	}
	var items []record.Draft
	for {
		found, err := f.Office.List(r.Context(), actor, q)
		if err != nil {
			return nil, err
		}
		for _, rec := range found.Records {
			items = append(items, record.Draft{Kind: k.Name, ID: rec.ID, Rev: rec.Rev})
		}
		if len(items) > batchMost || found.Total > batchMost {
			return nil, fault.Invalid("scope", text.BatchMany, batchMost)
		}
		if q.After = found.Next; q.After == "" {
			break
		}
	}
	if items == nil {
		return nil, fault.Invalid("pick", text.BatchNone)
	}
	return items, nil
}

// batchDo says what would happen, or does it once that was confirmed.
func (f *face) batchDo(w http.ResponseWriter, r *http.Request) error {
	b, err := f.batchOf(r, r.PostForm)
	if err != nil {
		return err
	}
	for _, item := range r.PostForm["item"] {
		id, rev, _ := strings.Cut(item, ":")
		number, _ := strconv.ParseInt(rev, 10, 64)
		b.items = append(b.items, record.Draft{Kind: b.kind.Name, ID: id, Rev: number})
	}
	if len(b.items) == 0 || len(b.items) > batchMost {
		return fault.Invalid("item", text.BatchNone)
	}
	t, err := f.typedInto(b.fields, r)
	if err != nil {
		return err
	}
	values, err := parsed(b.fields, t)
	if err != nil {
		return f.showBatch(w, r, http.StatusUnprocessableEntity, b, t, false, err)
	}
	if r.PostFormValue("confirm") == "" {
		return f.showBatch(w, r, http.StatusOK, b, t, true, nil)
	}
	return f.doBatch(w, r, b, values)
}

// batchBody is what the deed of a batch keeps.
type batchBody struct {
	said
	Of string `json:"of"` // hash of what was asked for
}

// body is what to keep of a batch, so that it is known again.
func (b batch) body(values map[string]any) ([]byte, error) {
	asked, err := json.Marshal([]any{b.act, values, b.items})
	if err != nil {
		return nil, fmt.Errorf("keep batch: %w", err)
	}
	sum := sha256.Sum256(asked)
	return json.Marshal(batchBody{said{b.label.ZH, b.label.EN}, hex.EncodeToString(sum[:])})
}

// doBatch does it, in transactions that leave room for others. What is refused is
// noted with the reason. The same form sent again goes on where the first was
// interrupted.
func (f *face) doBatch(w http.ResponseWriter, r *http.Request, b batch, values map[string]any) error {
	actor, key := door.Person(r).Actor, r.PostFormValue("key")
	if key == "" {
		return fault.Invalid("key", text.BatchKey)
	}
	body, err := b.body(values)
	if err != nil {
		return err
	}
	deed := store.Deed{
		ID: deedID(actor.Account, key), Account: actor.Account, Sort: b.sort(), Kind: b.kind.Name,
		State: deedRunning, At: f.Accounts.Now(), Body: body,
	}
	if _, twice := f.underWay.LoadOrStore(deed.ID, nil); twice {
		return f.saved(w, r, "/deeds/"+deed.ID)
	}
	defer f.underWay.Delete(deed.ID)
	done, over, err := f.before(r, &deed, key)
	if err != nil {
		return err
	}
	if over {
		return f.saved(w, r, "/deeds/"+deed.ID)
	}
	acts := b.acts(values)
	acts = acts[min(done, int64(len(acts))):]
	for len(acts) > 0 {
		now := acts[:min(batchTx, len(acts))]
		if acts = acts[len(now):]; len(acts) == 0 {
			deed.State = deedDone
		}
		if err := f.doSome(r, deed, done, now); err != nil {
			return err
		}
		done += int64(len(now))
	}
	return f.saved(w, r, "/deeds/"+deed.ID)
}

// before says how many acts the same form has done before, and whether it is over.
func (f *face) before(r *http.Request, deed *store.Deed, key string) (done int64, over bool, err error) {
	begun, counts, err := f.Office.Deed(r.Context(), door.Person(r).Actor, deed.ID)
	switch {
	case fault.Is(err, fault.CodeMissing):
		return 0, false, nil
	case err != nil:
		return 0, false, err
	case begun.State == office.Undoing || begun.State == office.Undone:
		return 0, true, nil
	case !bytes.Equal(begun.Body, deed.Body):
		return 0, false, fault.Conflict(text.KeyReused, key)
	}
	for _, n := range counts {
		done += int64(n) // each act has its part
	}
	deed.At = begun.At
	return done, begun.State != deedRunning, nil
}

// doSome does those acts that are not refused, in one transaction.
func (f *face) doSome(r *http.Request, deed store.Deed, after int64, acts []office.Act) error {
	actor := door.Person(r).Actor
	why, err := f.Office.Weigh(r.Context(), actor, acts...)
	if err != nil {
		return err
	}
	for range 3 { // others may write between the weighing and the deed
		var good []office.Act
		var at []int
		var refused []store.Part
		for i, a := range acts {
			if why[i] == nil {
				good, at = append(good, a), append(at, i)
				continue
			}
			refused = append(refused, store.Part{Deed: deed.ID, Outcome: store.PartRefused, Kind: a.Draft.Kind, Record: a.Draft.ID, Said: saidOf(why[i])})
		}
		for i := range refused {
			refused[i].Number = after + int64(len(good)+i) + 1
		}
		_, err = f.Office.Do(r.Context(), actor, deed, after, refused, good...)
		if err == nil || fault.All(err) == nil {
			return err
		}
		again, failed := f.Office.Weigh(r.Context(), actor, good...)
		if failed != nil {
			return failed
		}
		for i, one := range again {
			why[at[i]] = one
		}
	}
	return err
}

// showBatch asks for values, or shows what would happen.
func (f *face) showBatch(w http.ResponseWriter, r *http.Request, status int, b batch, t typed, weigh bool, wrong error) error {
	lang, actor := door.Lang(r), door.Person(r).Actor
	n := f.names(r.Context(), actor, lang)
	shown := page.Batch{
		Kind: page.Link{Label: b.kind.Label.In(lang), Href: "/records/" + b.kind.Name}, Title: b.title().In(lang, b.label),
		Count: text.BatchRecords.In(lang, len(b.items)), Act: b.act, Action: "/records/" + b.kind.Name + "/batch", Edit: b.step == "",
	}
	for _, item := range b.items {
		shown.Items = append(shown.Items, item.ID+":"+strconv.FormatInt(item.Rev, 10))
	}
	for _, field := range b.fields {
		in, err := n.input(field, t)
		if err != nil {
			return err
		}
		shown.Inputs = append(shown.Inputs, in)
	}
	shown.Faults = placed(shown.Inputs, wrong, lang)
	if weigh {
		values, err := parsed(b.fields, t)
		if err != nil {
			return err
		}
		why, err := f.Office.Weigh(r.Context(), actor, b.acts(values)...)
		if err != nil {
			return err
		}
		if err := n.weighed(&shown, b, why); err != nil {
			return err
		}
	}
	frame, err := f.frame(r, shown.Title)
	if err != nil {
		return err
	}
	frame.Back = shown.Kind.Href
	return f.show(w, r, status, page.BatchPage(frame, shown))
}

// weighed lists what would be refused, and why.
func (n *names) weighed(shown *page.Batch, b batch, why []error) error {
	shown.Weighed = true
	parts := map[string]string{}
	var plain []string
	for i, err := range why {
		switch {
		case err == nil:
			shown.Good++
			continue
		case n.compound(b.kind.Name):
			parts[b.items[i].ID] = b.kind.Name
		default:
			plain = append(plain, b.items[i].ID)
		}
	}
	shown.Bad = len(why) - shown.Good
	if err := n.look(plain, parts); err != nil {
		return err
	}
	for i, err := range why {
		if err == nil || len(shown.Refused) == batchShown {
			continue
		}
		shown.Refused = append(shown.Refused, page.Refused{Record: n.link(b.kind.Name, b.items[i].ID), Why: n.reasons(b.kind, err)})
	}
	shown.More = shown.Bad - len(shown.Refused)
	return nil
}

// reasons says what is wrong, each with its field.
func (n *names) reasons(k record.Kind, err error) []string {
	var list []string
	for _, e := range fault.Shown(err) {
		said := e.In(n.lang)
		if f, ok := k.Field(lastPart(e.Field)); ok {
			said = f.Label.In(n.lang) + " — " + said
		}
		list = append(list, said)
	}
	return list
}

func lastPart(field string) string { return field[strings.LastIndexByte(field, '.')+1:] }
