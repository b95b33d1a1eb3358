package node

import (
	"context"
	"fmt"
	"math"
	"slices"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/job"
	"heitu/internal/kinds"
	"heitu/internal/match"
	"heitu/internal/office"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/work"
)

// Proposals is how many matches are proposed for a need.
const Proposals = 5

// lookedAt is how many are looked at for that, since allies' records are found too
// and belong to no match that is kept here.
const lookedAt = 50

func (n *Node) handlers() map[string]job.Handler {
	return map[string]job.Handler{
		process.MatchJob: n.proposeMatches, office.ScrubJob: n.Office.Scrub, office.ForgetJob: n.forget, work.RemindJob: n.Reminders.Deliver,
		process.FreezeJob: n.freeze, process.CorrectJob: n.correct,
	}
}

// proposeMatches makes match records for the best achievements that everybody
// may see. Pairs proposed before are left as they are.
func (n *Node) proposeMatches(ctx context.Context, payload []byte) error {
	self := access.Actor{Node: true}
	need, err := n.Office.Record(ctx, self, kinds.Need.Name, string(payload))
	if fault.Is(err, fault.CodeMissing) || err == nil && !kinds.Published(need) {
		return nil
	}
	if err != nil {
		return err
	}
	found, err := n.Finder.For(ctx, access.Actor{}, need, kinds.Achievement.Name, "", lookedAt)
	if err != nil {
		return err
	}
	known, err := n.Office.Linking(ctx, self, need.ID, kinds.Match.Name)
	if err != nil {
		return err
	}
	proposed := map[string]bool{}
	for _, m := range known {
		proposed[kinds.MatchAchievement.Of(m)] = true
	}
	found = slices.DeleteFunc(found, func(f find.Found) bool { return f.Home != n.Home })
	var drafts []record.Draft
	for _, f := range found[:min(len(found), Proposals)] {
		if !proposed[f.ID] {
			drafts = append(drafts, record.Draft{Kind: kinds.Match.Name, Fields: matchFields(need.ID, f.ID, f.Score, f.Reasons)})
		}
	}
	if drafts == nil {
		return nil
	}
	_, err = n.Office.Put(ctx, self, "", drafts...)
	return err
}

func matchFields(need, achievement string, score float64, why []match.Reason) map[string]any {
	thousandths := int64(math.Round(min(score, 1000) * 1000))
	return map[string]any{
		kinds.MatchNeed.Name: need, kinds.MatchAchievement.Name: achievement,
		kinds.MatchScore.Name: thousandths, kinds.MatchReasons.Name: reasons(why),
	}
}

// reasons writes the weightiest reasons, each with its share of the score.
func reasons(list []match.Reason) []string {
	const most = 8
	var said []string
	for _, r := range list[:min(len(list), most)] {
		what := r.Term
		if r.Kind != match.Term {
			what = r.Kind + "=" + r.Term
		}
		if r.Query != "" && r.Query != r.Term {
			what = r.Query + " → " + what
		}
		said = append(said, fmt.Sprintf("%s +%.2f", what, r.Share))
	}
	return said
}
