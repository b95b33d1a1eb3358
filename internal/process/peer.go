package process

import (
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Peer is how another node comes to be trusted, and ceases to be. The key is pinned
// by a person; afterwards only the old key can name a new one, and the node follows.
var Peer = add(flow.Process{
	Kind:    kinds.Peer.Name,
	Version: 1,
	Steps: []flow.Step{
		{Name: "pin", Label: text.Label{ZH: "确认", EN: "Pin"}, From: []string{"proposed", "quarantined"}, To: "pinned", By: record.Security, Asks: []string{kinds.PeerKey.Name}, Needs: []string{kinds.PeerKey.Name}, Effect: withoutReason},
		{Name: "rotate", Label: text.Label{ZH: "随密钥更换更新", EN: "Follow a change of key"}, From: []string{"pinned"}, To: "pinned", Asks: []string{kinds.PeerKey.Name}, Needs: []string{kinds.PeerKey.Name}},
		{Name: "quarantine", Label: text.Label{ZH: "隔离", EN: "Quarantine"}, From: []string{"proposed", "pinned"}, To: "quarantined", By: record.Security, Asks: []string{kinds.PeerReason.Name}, Needs: []string{kinds.PeerReason.Name}},
		{Name: "leave", Label: text.Label{ZH: "退出", EN: "Leave"}, From: []string{"proposed", "pinned", "quarantined"}, To: "left", By: record.Security, Asks: []string{kinds.PeerReason.Name}},
	},
})

// withoutReason takes back the reason for which a node was quarantined.
func withoutReason(flow.Scene) (flow.Effects, error) {
	return flow.Effects{Set: map[string]any{kinds.PeerReason.Name: nil}}, nil
}
