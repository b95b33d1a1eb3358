// Package store is the one contract that both databases keep. storetest is its
// suite; sqlstore implements it with the only SQL there is.
//
// What the store says is saved is saved: Update returns nil only after the
// transaction is durable. The one thing newcomers get wrong: the function given to
// Update may run more than once, so it must change nothing but what Tx writes.
package store

import (
	"context"
	"time"

	"heitu/internal/journal"
	"heitu/internal/record"
)

// Store is a database of one node.
type Store interface {
	// View runs fn on one consistent state that fn cannot change.
	View(ctx context.Context, fn func(Tx) error) error
	// Update runs fn in a transaction of its own, as if no other ran at the same
	// time, and commits if fn returns nil. Faults of fn are returned as they are;
	// a full disk is fault.CodeFull, a lost database fault.CodeBusy.
	Update(ctx context.Context, fn func(Tx) error) error
	// Erased makes sure that nothing which committed transactions have removed or
	// overwritten can be read from the database's files any more.
	Erased(ctx context.Context) error
	// Check reports damage that the database itself finds in its files.
	Check(ctx context.Context) error
	Close() error
}

// Tx is what a transaction can read and write.
type Tx interface {
	Records
	journal.Log
	Jobs
	Sessions
	Answers
	Deeds
	Keeping
	Showing
	Allies
}

// Revision is one revision of a record with all that the journal knows of it.
type Revision struct {
	record.Record
	Body   []byte // canonical fields, as they are stored
	Secret []byte // what opens the leaf, as package journal encodes it
	Entry  journal.Entry
}

// Slots is what the leaf of a revision commits to.
func Slots(r record.Record) journal.Slots {
	slots := journal.Slots{journal.HeaderSlot: r.Header(), journal.AuthorSlot: record.Canonical(r.By)}
	for name, v := range r.Fields {
		slots[name] = record.Canonical(v)
	}
	return slots
}

// Records keeps records and their history.
type Records interface {
	// Record returns the newest revision of a record, or a missing fault. An id from
	// abroad, id@home, is that of a copy, whatever home is asked for.
	Record(ctx context.Context, key record.Key) (record.Record, error)
	// Put writes the next revision, its journal entry (still without a place), its
	// links and its row on the shelf of its kind. It reports a conflict if the
	// revision is not the one after the newest.
	Put(ctx context.Context, r Revision) error
	// Find answers a query. A term on a field without a column is an error. Copies of
	// allies' records are found only where the query says so.
	Find(ctx context.Context, q record.Query) ([]record.Record, error)
	// Count is the number of records that the query would find without a limit, counted up to most.
	Count(ctx context.Context, q record.Query, most int) (int, error)
	// Linking returns the newest records of a kind that refer to id by a field; any
	// kind and any field where these are "". In the order of their ids.
	Linking(ctx context.Context, id, kind, field string, limit int) ([]record.Record, error)
	// History returns all revisions of a record, oldest first.
	History(ctx context.Context, key record.Key) ([]Revision, error)
	// Placed returns the revisions whose entries have the places from first on, in order.
	Placed(ctx context.Context, first int64, limit int) ([]Revision, error)
	// Rewrite replaces body and secret of an old revision without touching its
	// entry. Only an erasure does this.
	Rewrite(ctx context.Context, r Revision) error
	// Totals returns how many records, revisions and entries the database holds.
	Totals(ctx context.Context) (Totals, error)
}

// Totals counts the rows of the base tables, for a verifier to compare.
type Totals struct{ Records, Revisions, Entries int64 }

// Job is work that follows a commit.
type Job struct {
	ID      int64
	Kind    string
	Payload []byte
	Due     time.Time
	Tries   int
	Err     string // why the last try failed
}

// Jobs keeps work until it is done.
type Jobs interface {
	// AddJob keeps a job. Its ID is given by the store.
	AddJob(ctx context.Context, j Job) error
	// NextJob takes the due job of lowest due time, and hides it until the lease ends. It returns false if none is due.
	NextJob(ctx context.Context, now time.Time, lease time.Duration) (Job, bool, error)
	// DropJob removes a job that is done, with its payload.
	DropJob(ctx context.Context, id int64) error
	// RetryJob keeps a failed job for later.
	RetryJob(ctx context.Context, j Job) error
}

// Credential is how an account proves that it is itself.
type Credential struct {
	Account  string
	Password string    // encoded argon2id hash, "" until set
	Invite   string    // hash of the one-time token that lets the password be set, "" for none
	Until    time.Time // end of the invitation
}

// Session is somebody signed in.
type Session struct {
	Token   string // hash of the token; the token itself is only in the browser
	Account string // "" for a visitor
	Data    []byte
	Expires time.Time
}

// Access is one reading of personal or sealed data.
type Access struct {
	At      time.Time
	Account string
	Record  string
	Act     string
}

// Sessions keeps what signing in needs, and who read what.
type Sessions interface {
	// Credential returns the credential of an account, the empty one if it has none.
	Credential(ctx context.Context, account string) (Credential, error)
	// Invited returns the credential whose invitation has this hash, or a missing fault.
	Invited(ctx context.Context, invite string) (Credential, error)
	// PutCredential replaces a credential; with an empty password and invitation it removes it.
	PutCredential(ctx context.Context, c Credential) error
	// Session returns a session that has not expired, or false.
	Session(ctx context.Context, token string, now time.Time) (Session, bool, error)
	// PutSession replaces a session.
	PutSession(ctx context.Context, s Session) error
	// DropSession ends a session.
	DropSession(ctx context.Context, token string) error
	// DropSessions ends all sessions of an account.
	DropSessions(ctx context.Context, account string) error
	// ExpireSessions removes what expired before now.
	ExpireSessions(ctx context.Context, now time.Time) error
	// LogAccess notes who read what.
	LogAccess(ctx context.Context, a Access) error
	// Accesses returns the newest notes on a record, on all where record is "".
	Accesses(ctx context.Context, record string, limit int) ([]Access, error)
}

// Answer is what was answered to a request with an idempotency key.
type Answer struct {
	Actor   string
	Key     string
	Request []byte // hash of the request
	Body    []byte // what was answered; ids and revisions only, never field values
	Expires time.Time
}

// Answers keeps answers, so that a retry is harmless.
type Answers interface {
	// Answer returns the answer kept under actor and key, or false.
	Answer(ctx context.Context, actor, key string, now time.Time) (Answer, bool, error)
	// PutAnswer keeps an answer. It reports a conflict if there is one already.
	PutAnswer(ctx context.Context, a Answer) error
	// ExpireAnswers removes what expired before now.
	ExpireAnswers(ctx context.Context, now time.Time) error
}
