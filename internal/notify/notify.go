// Package notify carries a short message to a person: by mail, to a robot of a chat,
// or as an entry of a calendar.
//
// Each way has Send, which delivers once and says whether that worked; keeping, retrying and giving up are the
// queue's. Errors name neither address nor secret, since they are kept beside the job.
// Newcomers tend to put the record's text into a message: a message leaves the node, so
// it says that something waits, and the link leads to whoever may see it.
package notify

import "time"

// Message is what somebody is to be told.
type Message struct {
	Subject string
	Text    string
	Link    string // where he finds it on the node
}

// patience is how long one delivery may take.
const patience = 20 * time.Second
