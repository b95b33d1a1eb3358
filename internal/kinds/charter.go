package kinds

import (
	"crypto/sha256"
	"fmt"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The fields of a version of the charter.
var (
	CharterTitle   = record.TextField{Name: "title", Label: record.Label{ZH: "章程名称", EN: "Title"}, Required: true, Type: record.Text{Max: 200}}
	CharterVersion = record.IntegerField{Name: "version", Label: record.Label{ZH: "版次", EN: "Version"}, Required: true, Type: record.Integer{Min: 1, Max: 10_000}}
	CharterText    = record.TextField{Name: "text", Label: record.Label{ZH: "正文", EN: "Wording"}, Required: true, Type: record.Text{Max: 50_000, Lines: true}}
	CharterDigest  = record.TextField{Name: "digest", Label: record.Label{ZH: "摘要值", EN: "Digest"}, Help: record.Label{ZH: "由名称、版次和正文算出，各成员据此签署同一文本。", EN: "It follows from title, version and wording; by it all members sign the same text."}, Filter: true, Step: true, Type: record.Text{Max: 64}}
)

// Charter is one version of what the members of the alliance have agreed on
// (联盟章程).
var Charter = add(record.Kind{
	Name:   "charter",
	Label:  record.Label{ZH: "联盟章程", EN: "Charter of the alliance"},
	Listed: true,
	Create: record.Officer,
	Change: record.Officer,
	Fields: record.Fields(CharterTitle, CharterVersion, CharterText, CharterDigest),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Staff | record.Admins},
		{Name: "proposed", Label: record.Label{ZH: "征求签署", EN: "Open for signing"}, See: record.SignedIn | record.Staff | record.Admins, Fixed: true},
		{Name: "in_force", Label: record.Label{ZH: "施行", EN: "In force"}, See: record.Public, Fixed: true},
		{Name: "replaced", Label: record.Label{ZH: "已被取代", EN: "Replaced"}, See: record.Public, Fixed: true},
	},
})

// CharterSum is the digest of a version: of its text in all languages.
func CharterSum(r record.Record) string {
	return fmt.Sprintf("%x", sha256.Sum256(record.CanonicalFields(map[string]any{
		"title": r.Fields[CharterTitle.Name], "version": r.Fields[CharterVersion.Name], "text": r.Fields[CharterText.Name],
	})))
}

// The fields of an accession.
var (
	AccessionSubject   = record.TextField{Name: "subject", Label: record.Label{ZH: "事项", EN: "Subject"}, Required: true, Type: record.Text{Max: 200}}
	AccessionDigest    = record.TextField{Name: "digest", Label: record.Label{ZH: "章程摘要值", EN: "Digest of the charter"}, Required: true, Filter: true, Type: record.Text{Max: 64}}
	AccessionCandidate = record.TextField{Name: "candidate", Label: record.Label{ZH: "申请加入的节点", EN: "Node that asks to join"}, Help: record.Label{ZH: "留空为本节点签署章程；填写为对该节点加入投票。", EN: "Empty to sign the charter; a name to vote on that node's admission."}, Filter: true, Type: record.Text{Max: 63}}
	AccessionAgree     = record.YesNoField{Name: "agree", Label: record.Label{ZH: "同意", EN: "Agreed"}, Required: true}
	AccessionRemark    = record.TextField{Name: "remark", Label: record.Label{ZH: "说明", EN: "Remark"}, Type: record.Text{Max: 1000, Lines: true}}
)

// Accession is this node's own word on a version of the charter, or on who may join
// (签署与表决). Its signature is that of the journal that holds it; the words of others
// arrive as copies from their homes.
var Accession = add(record.Kind{
	Name:   "accession",
	Label:  record.Label{ZH: "签署与表决", EN: "Signature or vote"},
	Listed: true,
	Create: record.Officer,
	Change: record.Officer,
	Check:  checkAccession,
	Fields: record.Fields(AccessionSubject, AccessionDigest, AccessionCandidate, AccessionAgree, AccessionRemark),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Staff | record.Admins},
		{Name: "given", Label: record.Label{ZH: "已作出", EN: "Given"}, See: record.SignedIn | record.Staff | record.Admins, Fixed: true},
		{Name: "revoked", Label: record.Label{ZH: "已收回", EN: "Revoked"}, See: record.SignedIn | record.Staff | record.Admins, Fixed: true},
	},
})

func checkAccession(r record.Record) error {
	if c := AccessionCandidate.Of(r); c != "" && !homeForm.MatchString(c) {
		return fault.Invalid(AccessionCandidate.Name, text.HomeForm)
	}
	return nil
}
