package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

//go:embed glass.py
var xapianProgram string

// xapianSearcher talks with a Python program that holds the index: a line for each
// query, a line back with the documents. The pipe costs some tens of microseconds.
type xapianSearcher struct {
	dir     string
	program *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func openXapian(c *corpus) (searcher, error) {
	if exec.Command("/usr/bin/python3", "-c", "import xapian").Run() != nil {
		return nil, errAbsent("python3-xapian is not installed")
	}
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	s := &xapianSearcher{dir: dir, program: exec.Command("/usr/bin/python3", "-c", xapianProgram, dir+"/index")}
	if s.in, err = s.program.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := s.program.StdoutPipe()
	if err != nil {
		return nil, err
	}
	s.out = bufio.NewReader(out)
	s.program.Stderr = os.Stderr
	if err := s.program.Start(); err != nil {
		return nil, err
	}
	w := bufio.NewWriter(s.in)
	for i, words := range c.docs {
		fmt.Fprintln(w, stateOf(c, i), strings.Join(words, " "))
	}
	fmt.Fprintln(w)
	if err := w.Flush(); err != nil {
		return nil, err
	}
	_, err = s.out.ReadString('\n') // it has built the index
	return s, err
}

func (s *xapianSearcher) search(words []string) ([]int, error) {
	if _, err := fmt.Fprintln(s.in, strings.Join(different(words), " ")); err != nil {
		return nil, err
	}
	line, err := s.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	var found []int
	for _, said := range strings.Fields(line) {
		doc, err := strconv.Atoi(said)
		if err != nil {
			return nil, err
		}
		found = append(found, doc)
	}
	return found, nil
}

func (s *xapianSearcher) close() {
	s.in.Close()
	s.program.Wait()
	os.RemoveAll(s.dir)
}
