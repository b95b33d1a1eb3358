package node

import (
	"context"
	"encoding/json"
	"fmt"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/paper"
	"heitu/internal/report"
	"heitu/internal/text"
)

// Export makes the files of a card: of the frozen one of that id, or where it is "" of
// that of the query as it is now. What staff alone may see is never among them.
func (n *Node) Export(ctx context.Context, actor access.Actor, q report.CardQuery, id string) ([]report.File, error) {
	if id == "" {
		card, head, err := n.still(ctx, q)
		if err != nil {
			return nil, err
		}
		return n.folderOf(ctx, paper.Folder{Card: card, Checkpoint: head.Checkpoint, Key: n.Key}, nil)
	}
	r, card, changes, err := n.Frozen(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	touched, err := n.touched(ctx, card.Size)
	if err != nil {
		return nil, err
	}
	p, err := n.Office.Prove(ctx, access.Actor{}, nil, id)
	if err != nil {
		return nil, err
	}
	f := paper.Folder{
		Card: card, Checkpoint: kinds.CardCheckpoint.Of(r), Key: n.Key, Changes: changes, ID: id,
		Corrects: kinds.CardCorrects.Of(r), Reason: kinds.CardReason.Of(r), Corrected: kinds.CardSuperseded.Of(r),
	}
	if f.Record, err = json.MarshalIndent(map[string]any{"home": n.Home, "key": n.Key, "checkpoint": p.Checkpoint, "records": p.Records}, "", " "); err != nil {
		return nil, fmt.Errorf("write record of card: %w", err)
	}
	return n.folderOf(ctx, f, touched)
}

// folderOf proves the lines of a card, and makes the files and their manifest.
func (n *Node) folderOf(ctx context.Context, f paper.Folder, touched []report.Touch) ([]report.File, error) {
	head := journal.Head{Size: f.Card.Size, Checkpoint: f.Checkpoint}
	f.Bundles = map[string]report.Bundle{}
	for _, l := range f.Card.Lines {
		b, ok, err := n.bundleOf(ctx, f.Card, l, head, touched)
		if err != nil {
			return nil, err
		}
		if ok {
			f.Bundles[l.Figure] = b
		}
	}
	files, err := f.Files()
	if err != nil {
		return nil, err
	}
	manifest, err := report.List(f.Card, files).Sign(n.follower.signer)
	if err != nil {
		return nil, err
	}
	return append(files, report.File{Name: report.ManifestFile, Data: manifest}), nil
}

// bundleOf proves a line under the checkpoint of its card. It is not ok where the records no longer
// make what was frozen, as after an erasure: then nothing proves the line.
func (n *Node) bundleOf(ctx context.Context, c report.Card, l report.Line, head journal.Head, touched []report.Touch) (report.Bundle, bool, error) {
	v, err := n.now(c, l)
	if fault.Is(err, fault.CodeMissing) {
		return report.Bundle{}, false, nil
	}
	if err != nil {
		return report.Bundle{}, false, err
	}
	ids := report.BehindThen(v, touched)
	p, err := n.Office.ProveAt(ctx, access.Actor{}, head, v.Shown(), ids...)
	if fault.Is(err, fault.CodeMissing) {
		return report.Bundle{}, false, nil
	}
	if err != nil {
		return report.Bundle{}, false, err
	}
	b := report.Pack(n.Home, n.Key, v, p)
	if touched != nil {
		if err := b.Recount(n.Key); err != nil {
			return b, false, nil
		}
	}
	agrees := (b.Value == nil) == (l.Value == nil) && (b.Value == nil || *b.Value == *l.Value)
	if !agrees && touched == nil {
		return b, false, fault.Busy(text.FigureMoves)
	}
	return b, agrees, nil
}
