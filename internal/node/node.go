package node

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/sys/unix"

	"heitu/internal/account"
	"heitu/internal/blob"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/harvest"
	"heitu/internal/intake"
	"heitu/internal/job"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/match"
	"heitu/internal/office"
	"heitu/internal/peer"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
	"heitu/internal/store/sqlstore"
	"heitu/internal/text"
	"heitu/internal/work"
)

// Node is one running node.
type Node struct {
	Home      string
	Key       string // verifier key of the journal
	Store     store.Store
	Office    *office.Office
	Finder    *find.Finder
	Columns   *report.Columns
	Accounts  *account.Accounts
	Start     *account.Start
	Files     *blob.Folder
	Jobs      *job.Runner
	Reminders *work.Reminders
	Views     *work.Views
	Clerk     *intake.Clerk
	Harvests  *harvest.Desk
	Alliance  *peer.Alliance
	Door      *door.Door

	config   Config
	follower *follower
	lock     *os.File
	wake     chan struct{}
	stop     context.CancelFunc
	done     sync.WaitGroup
	closed   sync.Once
}

// Open opens the node of a folder, making one where there is none. Whatever a
// crash left undone is done by the same steps as on any day.
func Open(ctx context.Context, c Config) (*Node, error) {
	c = c.withDefaults()
	if err := c.valid(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return nil, fmt.Errorf("open folder: %w", err)
	}
	n := &Node{config: c, wake: make(chan struct{}, 1)}
	err := n.open(ctx)
	if err != nil {
		return nil, errors.Join(err, n.release())
	}
	return n, nil
}

func (n *Node) open(ctx context.Context) error {
	c := n.config
	var err error
	if n.lock, err = lockFolder(c.Folder); err != nil {
		return err
	}
	k, err := openKeys(c.Folder, c.Home, c.Random)
	if err != nil {
		return err
	}
	n.Home, n.Key = k.signer.Name(), k.public
	if n.Files, err = blob.Open(filepath.Join(c.Folder, filesFolder), c.Random); err != nil {
		return err
	}
	if n.Store, err = openStore(ctx, c); err != nil {
		return err
	}
	if err := n.checkKept(ctx, k); err != nil {
		return err
	}
	if err := n.signAnew(ctx, k); err != nil {
		return err
	}
	glossary, err := openGlossary(c.Glossary)
	if err != nil {
		return err
	}
	last, err := n.place(ctx, k.signer)
	if err != nil {
		return err
	}
	n.Office = office.New(n.officeConfig(k), last)
	if err := n.Office.Reshow(ctx); err != nil {
		return err
	}
	n.Finder = find.New(n.Office, glossary)
	n.Columns = report.New(c.Figures)
	n.follower = &follower{store: n.Store, office: n.Office, signer: k.signer, finder: n.Finder, columns: n.Columns, keep: n.keepCheckpoint}
	if err := n.follower.build(ctx); err != nil {
		return err
	}
	n.Accounts = &account.Accounts{Office: n.Office, Store: n.Store, Now: c.Now}
	n.Start = &account.Start{Accounts: n.Accounts}
	n.Views = &work.Views{Office: n.Office}
	n.Reminders = &work.Reminders{
		Office: n.Office, Person: n.Accounts.Actor, People: n.Accounts.Active, Server: c.Mail, URL: c.URL, Inside: c.Robots,
	}
	n.Jobs = &job.Runner{Store: n.Store, Handlers: n.handlers(), Now: c.Now, Log: c.Log}
	n.Clerk = n.openClerk()
	n.Harvests = &harvest.Desk{Office: n.Office, Clerk: n.Clerk, Actor: n.Clerk.Actor, Inside: c.HarvestInside, Log: c.Log}
	n.Alliance = n.openAlliance(k)
	n.Door = n.openDoor(k.rotations)
	return nil
}

func (n *Node) officeConfig(k keys) office.Config {
	c := n.config
	return office.Config{
		Store: n.Store, Home: n.Home, KeyID: fmt.Sprintf("%08x", k.signer.KeyHash()), Kinds: c.Kinds, Processes: c.Processes,
		Files: n.Files, Now: c.Now, Random: c.Random, Committed: n.committed,
		Erasure: office.Erasure{Kind: kinds.Erasure.Name, Fields: erasureFields, Record: kinds.ErasureRecord.Of},
	}
}

func erasureFields(reason string, r record.Record, names []string) map[string]any {
	return map[string]any{
		kinds.ErasureReason.Name: reason, kinds.ErasureRecord.Name: r.ID,
		kinds.ErasureFields.Name: names, kinds.ErasureUpto.Name: r.Rev,
	}
}

func openStore(ctx context.Context, c Config) (store.Store, error) {
	if c.Postgres != "" {
		return sqlstore.OpenPostgres(ctx, c.Postgres, c.Kinds)
	}
	return sqlstore.OpenSQLite(ctx, filepath.Join(c.Folder, DatabaseFile), c.Kinds)
}

func openGlossary(path string) (*match.Glossary, error) {
	if path == "" {
		return nil, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open glossary: %w", err)
	}
	defer file.Close()
	return match.ReadGlossary(file)
}

// lockFolder takes the folder for this process; another one is refused.
func lockFolder(folder string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(folder, lockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock folder: %w", err)
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		file.Close()
		return nil, fault.Busy(text.FolderInUse, folder)
	}
	return file, nil
}

// place gives places to what a crash left pending, and returns the time of the latest revision.
func (n *Node) place(ctx context.Context, signer note.Signer) (int64, error) {
	if err := placeAll(ctx, n.Store, signer); err != nil {
		return 0, err
	}
	var head journal.Head
	err := n.Store.View(ctx, func(tx store.Tx) (err error) {
		head, err = tx.Head(ctx)
		return err
	})
	return head.At, err
}

func (n *Node) keepCheckpoint(checkpoint string) error {
	err := writeFile(filepath.Join(n.config.Folder, CheckpointFile), checkpoint, 0o644)
	if err == nil && n.Alliance != nil {
		n.Alliance.Announce()
	}
	return err
}

func (n *Node) checkKept(ctx context.Context, k keys) error {
	kept, err := os.ReadFile(filepath.Join(n.config.Folder, CheckpointFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read checkpoint: %w", err)
	}
	c, _, err := k.opened(string(kept))
	if err != nil {
		return err
	}
	return notBack(ctx, n.Store, c)
}

func (n *Node) committed() {
	n.follower.commits.Add(1)
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// Settle returns once search, figures and journal have followed all that is saved.
func (n *Node) Settle(ctx context.Context) error { return n.follower.settle(ctx) }

// Work settles, and does all work that is due: imports, jobs, steps whose day has ended.
func (n *Node) Work(ctx context.Context) error {
	return errors.Join(n.Harvests.Work(ctx), n.Clerk.Work(ctx), n.work(ctx, true))
}

// work is Work without imports, which may take long, and without the steps whose day
// has ended unless due says so: to look for them costs more than all the rest.
func (n *Node) work(ctx context.Context, due bool) error {
	for {
		if err := n.Settle(ctx); err != nil {
			return err
		}
		if err := n.Reminders.Plan(ctx); err != nil {
			return err
		}
		ran, err := n.Jobs.Drain(ctx)
		if err != nil {
			return err
		}
		taken := 0
		if due {
			if taken, err = n.Office.Due(ctx); err != nil {
				return err
			}
		}
		if ran+taken == 0 {
			return nil
		}
	}
}

// Run does in the background what Work does, every minute, and but for the steps whose
// day has ended after each commit, until Close.
func (n *Node) Run(ctx context.Context) {
	ctx, n.stop = context.WithCancel(ctx)
	n.done.Go(func() { n.Clerk.Run(ctx) })
	n.done.Go(func() { n.Harvests.Run(ctx) })
	n.done.Go(func() { n.Alliance.Run(ctx) })
	n.done.Go(func() {
		minute := time.NewTicker(time.Minute)
		defer minute.Stop()
		for due := true; ; {
			if err := n.work(ctx, due); err != nil && ctx.Err() == nil {
				n.config.Log.Error("background work failed", "err", err)
			}
			select {
			case <-ctx.Done():
				return
			case <-n.wake:
				due = false
			case <-minute.C:
				due = true
				n.expire(ctx)
				if err := n.Views.Flush(ctx); err != nil && ctx.Err() == nil {
					n.config.Log.Error("views are not counted", "err", err)
				}
			}
		}
	})
}

func (n *Node) expire(ctx context.Context) {
	now := n.config.Now()
	err := n.Store.Update(ctx, func(tx store.Tx) error {
		return errors.Join(tx.ExpireSessions(ctx, now), tx.ExpireAnswers(ctx, now))
	})
	err = errors.Join(err, n.Clerk.Expire(ctx))
	if err != nil && ctx.Err() == nil {
		n.config.Log.Error("expiry failed", "err", err)
	}
}

// Handler answers HTTP for every face of the node.
func (n *Node) Handler() http.Handler { return n.Door.Handler() }

// Close stops the background work, places what is pending, and lets go of the
// folder. Closing again changes nothing.
func (n *Node) Close() error {
	var err error
	n.closed.Do(func() {
		if n.stop != nil {
			n.stop()
			n.done.Wait()
		}
		err = errors.Join(n.Views.Flush(context.Background()), n.Settle(context.Background()), n.release())
	})
	return err
}

func (n *Node) release() error {
	var errs []error
	if n.Store != nil {
		errs = append(errs, n.Store.Close())
	}
	if n.lock != nil {
		errs = append(errs, n.lock.Close())
	}
	return errors.Join(errs...)
}
