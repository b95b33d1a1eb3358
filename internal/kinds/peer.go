package kinds

import (
	"net/url"
	"regexp"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// The fields of a peer. Its key is given only by a step, since it decides whom we believe.
var (
	PeerHome   = record.TextField{Name: "home", Label: record.Label{ZH: "节点名称", EN: "Name of the node"}, Help: record.Label{ZH: "节点的永久名称，与网址、密钥无关，登记后不再改变。", EN: "Its permanent name, apart from address and key; it never changes."}, Required: true, Filter: true, Unique: true, Type: record.Text{Max: 63}}
	PeerURL    = record.TextField{Name: "url", Label: record.Label{ZH: "网址", EN: "Address"}, Required: true, Type: record.Text{Max: 300}}
	PeerKey    = record.TextField{Name: "key", Label: record.Label{ZH: "验证公钥", EN: "Verifier key"}, Help: record.Label{ZH: "须通过网络以外的途径（电话、公函）与对方核对后填写。", EN: "To be compared with the ally by another way than the network: by telephone, by letter."}, Step: true, Type: record.Text{Max: 300}}
	PeerPublic = record.YesNoField{Name: "public_only", Label: record.Label{ZH: "仅提供公开内容", EN: "Shown public content only"}, Help: record.Label{ZH: "不向该节点提供仅限联盟成员查看的内容。", EN: "What only allies may see is not shown to this node."}}
	PeerInside = record.YesNoField{Name: "inside", Label: record.Label{ZH: "允许内网地址", EN: "May lie in a private network"}, Help: record.Label{ZH: "允许连接内网或本机地址；默认拒绝。", EN: "Whether private and loopback addresses may be dialled; refused otherwise."}}
	PeerQuota  = record.IntegerField{Name: "quota", Label: record.Label{ZH: "记录配额", EN: "Quota of records"}, Help: record.Label{ZH: "最多保存该节点多少条记录，留空为 20 万条。", EN: "How many of its records are kept at most; 200,000 if left empty."}, Type: record.Integer{Min: 1, Max: 100_000_000}}
	PeerReason = record.TextField{Name: "reason", Label: record.Label{ZH: "理由", EN: "Reason"}, Step: true, Type: record.Text{Max: 1000, Lines: true}}
)

// Peer is another node of the alliance, with what it may see and how far it is
// trusted (联盟节点).
var Peer = add(record.Kind{
	Name:   "peer",
	Label:  record.Label{ZH: "联盟节点", EN: "Allied node"},
	Listed: true,
	Create: record.Security,
	Change: record.Security,
	Check:  checkPeer,
	Fields: record.Fields(PeerHome, PeerURL, PeerKey, PeerPublic, PeerInside, PeerQuota, PeerReason),
	States: []record.State{
		{Name: "proposed", Label: record.Label{ZH: "待确认", EN: "Proposed"}, See: record.Staff | record.Admins},
		{Name: "pinned", Label: record.Label{ZH: "已确认", EN: "Pinned"}, See: record.Staff | record.Admins},
		{Name: "quarantined", Label: record.Label{ZH: "已隔离", EN: "Quarantined"}, See: record.Staff | record.Admins},
		{Name: "left", Label: record.Label{ZH: "已退出", EN: "Left"}, See: record.Staff | record.Admins, Fixed: true},
	},
})

var homeForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$`)

func checkPeer(r record.Record) error {
	if !homeForm.MatchString(PeerHome.Of(r)) {
		return fault.Invalid(PeerHome.Name, text.HomeForm)
	}
	u, err := url.Parse(PeerURL.Of(r))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return fault.Invalid(PeerURL.Name, text.PeerAddress)
	}
	if !PeerKey.In(r) {
		return nil
	}
	v, err := note.NewVerifier(PeerKey.Of(r))
	if err != nil || v.Name() != PeerHome.Of(r) {
		return fault.Invalid(PeerKey.Name, text.PeerKeyForm, PeerHome.Of(r))
	}
	return nil
}
