package node

import "heitu/internal/peer"

// openAlliance makes the node one among its allies.
func (n *Node) openAlliance(k keys) *peer.Alliance {
	return &peer.Alliance{
		Office: n.Office, Store: n.Store, Home: n.Home, Signer: k.signer, Now: n.config.Now, Log: n.config.Log, Follow: n.follower.arrived,
		Limits: n.config.Exchange,
	}
}
