// Package match finds records by their words and says why each was found.
//
// An Index holds the public texts of records in memory, in Chinese and English,
// and is rebuilt from the database whenever in doubt. A reader's scopes are
// applied before ranking, so what he may not see never takes a place from what
// he may; and every score is the sum of its reasons.
//
// A newcomer would let every indexed record into the statistics. Only records
// that everybody may see are counted: a hidden one that moved a document
// frequency would reorder a stranger's results, and so betray that it exists.
// The same goes for any table that grows with hidden records: it may be looked
// up, but neither its size nor its order may reach a result.
package match
