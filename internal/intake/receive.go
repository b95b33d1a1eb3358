package intake

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"heitu/internal/access"
	"heitu/internal/blob"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Receive stores a file and guesses what its columns mean. Where that is sure, the
// dry run begins at once.
func (c *Clerk) Receive(ctx context.Context, actor access.Actor, kind, name string, file io.Reader) (Import, error) {
	return c.take(ctx, actor, kind, name, file, func(store.Tx, string) error { return nil })
}

// take is Receive; also runs in the transaction that keeps the import, with its id.
func (c *Clerk) take(ctx context.Context, actor access.Actor, kind, name string, file io.Reader, also func(tx store.Tx, id string) error) (Import, error) {
	k, err := c.Office.Kind(kind)
	if err == nil && !access.MayCreate(actor, k) {
		err = cmp.Or(access.Create(actor, k, record.Record{}), fault.Denied(text.NotAllowed))
	}
	if err != nil {
		return Import{}, err
	}
	d, err := c.Office.Begin(actor, Sort, kind)
	if err != nil {
		return Import{}, err
	}
	if err := c.lay(d.ID, file); err != nil {
		return Import{}, err
	}
	i, err := c.open(ctx, actor, k, d, name, also)
	if err != nil {
		return Import{}, errors.Join(err, c.remove(d.ID))
	}
	return i, nil
}

// lay copies a file into the folder, durably or not at all.
func (c *Clerk) lay(id string, file io.Reader) error {
	if err := os.MkdirAll(c.Folder, 0o700); err != nil {
		return fmt.Errorf("receive file: %w", err)
	}
	tmp, err := os.CreateTemp(c.Folder, unfinished)
	if err != nil {
		return fmt.Errorf("receive file: %w", err)
	}
	defer os.Remove(tmp.Name())
	defer tmp.Close()
	n, err := io.Copy(tmp, io.LimitReader(file, sheet.MaxFile+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault.Invalid("file", text.UploadCut)
	case err != nil:
		return fmt.Errorf("receive file: %w", err)
	case n > sheet.MaxFile:
		return fault.Limit(text.TooLarge, "64 MiB")
	case n == 0:
		return fault.Invalid("file", text.FileMissing)
	}
	if err := errors.Join(tmp.Sync(), os.Rename(tmp.Name(), c.path(id, fileEnd)), blob.SyncFolder(c.Folder)); err != nil {
		return fmt.Errorf("receive file: %w", err)
	}
	return nil
}

// What lies in the folder: files as they came, and what trials said of them.
const (
	unfinished = "upload-"
	fileEnd    = ".file"
	trialEnd   = ".trial"
)

func (c *Clerk) path(id, end string) string { return filepath.Join(c.Folder, filepath.Base(id)+end) }

// remove destroys the files of an import.
func (c *Clerk) remove(id string) error {
	var errs []error
	for _, end := range []string{fileEnd, trialEnd, trialEnd + ".new"} {
		if err := blob.Wipe(c.path(id, end)); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// open guesses what the file holds, and keeps the deed.
func (c *Clerk) open(ctx context.Context, actor access.Actor, k record.Kind, d store.Deed, name string, also func(tx store.Tx, id string) error) (Import, error) {
	b := body{Name: filepath.Base(name), Mode: ModeChange}
	err := c.looking(ctx, d.ID, b.Name, func(book *sheet.Book) (err error) {
		b.Format = book.Format
		for _, m := range book.Remarks {
			b.Remarks = append(b.Remarks, text.Label(m))
		}
		b.Layouts, err = book.Guess(k)
		return err
	})
	if err != nil {
		return Import{}, err
	}
	if err := c.recall(ctx, actor, k, b.Layouts); err != nil {
		return Import{}, err
	}
	state := Mapping
	if sure(k, b.Layouts) {
		state, b.Turn = Trying, 1
	}
	if d, err = with(d, state, b); err != nil {
		return Import{}, err
	}
	err = c.Office.Store.Update(ctx, func(tx store.Tx) error {
		if err := also(tx, d.ID); err != nil {
			return err
		}
		return tx.PutDeed(ctx, d)
	})
	if err != nil {
		return Import{}, err
	}
	c.tries.wake()
	return c.show(d, b, nil), nil
}

// looking is reading for somebody who waits, when it is his turn.
func (c *Clerk) looking(ctx context.Context, id, name string, fn func(*sheet.Book) error) error {
	leave, err := c.reader.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return c.reading(id, name, fn)
}

// reading opens the file of an import for as long as fn runs.
func (c *Clerk) reading(id, name string, fn func(*sheet.Book) error) error {
	file, err := os.Open(c.path(id, fileEnd))
	if errors.Is(err, os.ErrNotExist) {
		return fault.Missing(text.ImportFileGone)
	}
	if err != nil {
		return fmt.Errorf("open import: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("open import: %w", err)
	}
	book, err := sheet.OpenBook(name, file, info.Size())
	if err != nil {
		return err
	}
	return errors.Join(fn(book), book.Close())
}
