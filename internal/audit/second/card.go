package second

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"slices"
	"strings"
)

// Card checks an exported card, a folder, under a verifier key: the signed manifest, each
// file against it, each bundle by itself and under the checkpoint that the manifest names. Defined is
// as for Bundle.
func Card(folder fs.FS, key string, defined map[string]string) (err error) {
	defer catch(&err)
	name, _, _ := strings.Cut(key, "+")
	lines := noteLines(read(folder, "manifest"), key)
	if len(lines) < 4 || lines[0] != "heitu/card/1" || lines[1] != name {
		refuse("the manifest is no manifest of %s", name)
	}
	checkpointed := lines[2] + "\n" + lines[3] + "\n"
	listed := []string{"manifest"}
	for _, line := range lines[4:] {
		part := strings.SplitN(line, " ", 4)
		if len(part) != 4 {
			refuse("the manifest has the line %q", line)
		}
		data := read(folder, part[3])
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != part[0] {
			refuse("%s (%s) is not what the manifest lists", part[3], part[2])
		}
		listed = append(listed, part[3])
		if part[2] != "-" && part[3] == "bundle/"+part[2]+".json" {
			if err := Bundle(data, key, defined); err != nil {
				refuse("%s: %v", part[3], err)
			}
			signed := text(as[map[string]any](parse(data), "the bundle"), "checkpoint")
			if !strings.HasPrefix(signed, name+"\n"+checkpointed) {
				refuse("%s stands under another checkpoint", part[3])
			}
		}
	}
	walked := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !slices.Contains(listed, path) {
			refuse("%s is not in the manifest", path)
		}
		return err
	})
	if walked != nil {
		refuse("%v", walked)
	}
	return nil
}

func read(folder fs.FS, name string) []byte {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		refuse("%s is missing", name)
	}
	return data
}

// noteLines verifies a signed note and returns its lines.
func noteLines(data []byte, key string) []string {
	split := bytes.LastIndex(data, []byte("\n\n"))
	if split < 0 {
		refuse("the manifest is no signed note")
	}
	verify(string(data), key)
	return strings.Split(string(data[:split]), "\n")
}
