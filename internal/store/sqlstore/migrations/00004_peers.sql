-- What comes from allies, apart from what is one's own: mirrored logs, read-only
-- copies of records, and notes on exchanges, receipts and lies.

CREATE TABLE mirror (
	home TEXT PRIMARY KEY,
	checkpoint TEXT NOT NULL,
	size BIGINT NOT NULL,
	next BIGINT NOT NULL,
	said TEXT NOT NULL,
	at BIGINT NOT NULL
);

CREATE TABLE mirror_tile (
	home TEXT NOT NULL,
	level BIGINT NOT NULL,
	n BIGINT NOT NULL,
	hashes BYTEA NOT NULL,
	PRIMARY KEY (home, level, n)
);

CREATE TABLE copy (
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	rev BIGINT NOT NULL,
	state TEXT NOT NULL,
	owner TEXT NOT NULL,
	process BIGINT NOT NULL,
	rules TEXT NOT NULL,
	at BIGINT NOT NULL,
	author TEXT NOT NULL,
	step TEXT NOT NULL,
	body BYTEA NOT NULL,
	number BIGINT NOT NULL,
	gone BIGINT NOT NULL,
	salts BYTEA NOT NULL,
	rest BYTEA NOT NULL,
	PRIMARY KEY (home, id)
);
CREATE INDEX copy_kind ON copy (kind, home, id);

CREATE TABLE note (
	sort TEXT NOT NULL,
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	at BIGINT NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (sort, home, id)
);
CREATE INDEX note_order ON note (sort, at, id);
CREATE INDEX note_home ON note (sort, home, at, id);
