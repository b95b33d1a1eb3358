package office

import (
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/record"
	"heitu/internal/text"
)

// check collects everything that is wrong with a change from was to will, of
// which the actor gave some fields, in a step or without one. All that can be
// mended together is reported together.
func (d *desk) check(k record.Kind, was, will record.Record, given map[string]any, step *flow.Step) error {
	wrong := []error{d.checkGiven(k, was, will, given, step), checkRequired(k, will, step)}
	for _, f := range k.Fields {
		v, ok := will.Fields[f.Name]
		if !ok {
			continue
		}
		_, changed := given[f.Name]
		switch err := f.Type.Check(v); {
		case err != nil:
			wrong = append(wrong, fault.At(err, f.Name))
		case changed:
			wrong = append(wrong, d.checkPointers(f, v), d.checkUnique(k, f, will))
		}
	}
	if err := fault.Join(wrong...); err != nil {
		return err
	}
	if step != nil {
		return nil // perform judges the whole, once the effects are laid on
	}
	if k.Check != nil {
		if err := k.Check(will); err != nil {
			return err
		}
	}
	if p := d.Processes[k.Name]; p.Check != nil {
		scene, _ := d.scene(will, "")
		return p.Check(scene)
	}
	return nil
}

// broken returns what a step has made wrong. What was wrong before, and is as it
// was, does not hold a record fast.
func broken(k record.Kind, was, will record.Record) error {
	if k.Check == nil {
		return nil
	}
	err := k.Check(will)
	wrong, before := fault.All(err), fault.All(k.Check(was))
	if wrong == nil {
		return err
	}
	var left []error
	for _, w := range wrong {
		old := slices.ContainsFunc(before, func(b *fault.Error) bool { return b.Field == w.Field && b.Msg == w.Msg })
		if !old || !equal(was.Fields[w.Field], will.Fields[w.Field]) {
			left = append(left, w)
		}
	}
	return fault.Join(left...)
}

// checkGiven refuses fields that do not exist, that belong to a step, or that the actor may not see.
func (d *desk) checkGiven(k record.Kind, was, will record.Record, given map[string]any, step *flow.Step) error {
	var wrong []error
	for name := range given {
		f, ok := k.Field(name)
		asked := step != nil && slices.Contains(step.Asks, name)
		switch {
		case !ok:
			wrong = append(wrong, fault.Invalid(name, text.UnknownField, name))
		case step != nil && !asked:
			wrong = append(wrong, fault.Invalid(name, text.UnknownField, name))
		case k.Part != "" && name == k.Owner && given[name] == will.Fields[name]:
		case f.Step && !asked:
			wrong = append(wrong, fault.Invalid(name, text.StepField))
		case was.Rev > 0 && !access.SeesField(d.actor, f, will):
			wrong = append(wrong, fault.Invalid(name, text.HiddenField))
		}
	}
	slices.SortFunc(wrong, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return fault.Join(wrong...)
}

func checkRequired(k record.Kind, will record.Record, step *flow.Step) error {
	var wrong []error
	for _, f := range k.Fields {
		needed := f.Required || step != nil && slices.Contains(step.Needs, f.Name)
		if _, ok := will.Fields[f.Name]; needed && !ok {
			wrong = append(wrong, fault.Invalid(f.Name, text.Required, f.Label))
		}
	}
	return fault.Join(wrong...)
}

// checkPointers refuses references to what is not there or what the actor may
// not see, in the same words, and attachments that are not stored.
func (d *desk) checkPointers(f record.Field, v any) error {
	if f.Type.Name() == (record.Attachments{}).Name() {
		for _, item := range record.Ids(v) {
			if err := d.Files.Fits(record.File(item)); err != nil {
				return fault.At(err, f.Name)
			}
		}
		return nil
	}
	to, ok := record.Refers(f.Type)
	if !ok {
		return nil
	}
	k, err := d.Kind(to)
	if err != nil {
		return err
	}
	for _, id := range record.Ids(v) {
		r, err := d.newest(to, id)
		if err != nil && !fault.Is(err, fault.CodeMissing) {
			return err
		}
		if err != nil || r.State == record.Void || !blind(f.Type) && !access.Sees(d.actor, k, r) {
			return fault.Invalid(f.Name, text.NoSuchReference, k.Label, id)
		}
	}
	return nil
}

// blind reports whether a reference may name what the actor does not see.
func blind(t record.Type) bool {
	r, ok := t.(record.Reference)
	return ok && r.Unseen
}

// checkUnique refuses a value that another record of the kind holds.
func (d *desk) checkUnique(k record.Kind, f record.Field, r record.Record) error {
	if !f.Unique {
		return nil
	}
	value, _ := r.Fields[f.Name].(string)
	others, err := d.Having(k.Name, f.Name, value)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(others, func(o record.Record) bool { return o.ID != r.ID }) {
		return fault.Invalid(f.Name, text.ValueTaken, value)
	}
	return nil
}
