package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Erase destroys the personal fields of a record in every revision, with the
// salts that would let them be guessed, and records that it was done. All proofs
// stand: the leaves stay, and what survives still opens them. It returns the
// record of the erasure.
func (o *Office) Erase(ctx context.Context, actor access.Actor, kind, id, reason string) (record.Record, error) {
	k, err := o.Kind(kind)
	if err != nil {
		return record.Record{}, err
	}
	if err := access.Holds(actor, record.Security); err != nil {
		return record.Record{}, err
	}
	if reason == "" {
		return record.Record{}, fault.Invalid("reason", text.EraseReason)
	}
	if actor.Account == id {
		return record.Record{}, fault.Denied(text.OwnRoles)
	}
	var left []byte
	saved, err := o.write(ctx, actor, "", []string{kind, id, reason}, func(d *desk) error {
		files, err := d.erase(k, id, reason)
		if err != nil {
			return err
		}
		if left, err = json.Marshal(files); err != nil {
			return fmt.Errorf("note files to remove: %w", err)
		}
		return errors.Join(
			d.tx.AddJob(d.ctx, store.Job{Kind: ScrubJob, Payload: left, Due: d.now}),
			d.tx.AddJob(d.ctx, store.Job{Kind: ForgetJob, Payload: []byte(id), Due: d.now}),
		)
	})
	if err != nil {
		return record.Record{}, err
	}
	return saved[len(saved)-1], o.Scrub(context.WithoutCancel(ctx), left)
}

// ScrubJob is the work of wiping what an erasure has left in files. It is kept with
// the erasure, so that a crash in between does not leave it undone.
const ScrubJob = "scrub"

// ForgetJob is the work of removing the files by which a record came in, since they
// still hold what was erased.
const ForgetJob = "forget"

// Scrub removes the files that a scrub job names and wipes the database's own
// files. Doing it again is harmless.
func (o *Office) Scrub(ctx context.Context, payload []byte) error {
	var files []string
	if err := json.Unmarshal(payload, &files); err != nil {
		return fmt.Errorf("read files to remove: %w", err)
	}
	if err := o.Files.Remove(files...); err != nil {
		return err
	}
	return o.Store.Erased(ctx)
}

// erase rewrites the history of a record without its personal fields, adds a
// revision without them, and returns the files that no record names any more.
func (d *desk) erase(k record.Kind, id, reason string) ([]string, error) {
	newest, err := d.newest(k.Name, id)
	if err == nil {
		err = d.ours(id)
	}
	if err != nil {
		return nil, err
	}
	history, err := d.tx.History(d.ctx, newest.Key)
	if err != nil {
		return nil, err
	}
	names, files := personal(k, history)
	if names == nil {
		return nil, fault.Conflict(text.NothingToErase)
	}
	will := newest.Clone()
	for _, name := range names {
		delete(will.Fields, name)
	}
	if _, ok := k.State("erased"); ok && newest.State != record.Void {
		will.State = "erased"
	}
	will.Step = eraseStep
	if will, err = d.save(k, will); err != nil {
		return nil, err
	}
	for _, rev := range history {
		if err := d.rewrite(rev, names); err != nil {
			return nil, err
		}
	}
	if err := d.tx.SilenceParts(d.ctx, id); err != nil {
		return nil, err
	}
	if err := d.tx.DropSessions(d.ctx, id); err != nil {
		return nil, err
	}
	if err := d.tx.DropKeptOf(d.ctx, id); err != nil {
		return nil, err
	}
	if err := d.tx.PutCredential(d.ctx, store.Credential{Account: id}); err != nil {
		return nil, err
	}
	ek, err := d.Kind(d.Erasure.Kind)
	if err != nil {
		return nil, err
	}
	note := record.Record{Kind: ek.Name, State: ek.First(), Fields: d.Erasure.Fields(reason, newest, names)}
	if note.ID, err = d.newID(d.now); err != nil {
		return nil, err
	}
	if _, err = d.save(ek, note); err != nil {
		return nil, err
	}
	return d.unnamed(files)
}

// unnamed returns the files that no record names any more.
func (d *desk) unnamed(files []string) ([]string, error) {
	free := []string{}
	for _, name := range files {
		others, err := d.tx.Linking(d.ctx, name, "", "", 1)
		if err != nil {
			return nil, err
		}
		if len(others) == 0 {
			free = append(free, name)
		}
	}
	return free, nil
}

// personal returns the personal fields that any revision holds, and the files
// that they name.
func personal(k record.Kind, history []store.Revision) (names, files []string) {
	for _, f := range k.Fields {
		for _, rev := range history {
			v, ok := rev.Fields[f.Name]
			if !f.Personal || !ok {
				continue
			}
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
			if f.Type.Name() == (record.Attachments{}).Name() {
				for _, item := range record.Ids(v) {
					hash, _ := record.File(item)
					files = append(files, hash)
				}
			}
		}
	}
	return names, files
}

func (d *desk) rewrite(rev store.Revision, names []string) error {
	var secret journal.Secret
	if err := json.Unmarshal(rev.Secret, &secret); err != nil {
		return fmt.Errorf("read secret of %s: %w", rev.ID, err)
	}
	left, err := secret.Erase(store.Slots(rev.Record), names)
	if err != nil {
		return err
	}
	if rev.Secret, err = json.Marshal(left); err != nil {
		return fmt.Errorf("encode secret: %w", err)
	}
	rev.Fields = maps.Clone(rev.Fields)
	for _, name := range names {
		delete(rev.Fields, name)
	}
	rev.Body = record.CanonicalFields(rev.Fields)
	return d.tx.Rewrite(d.ctx, rev)
}
