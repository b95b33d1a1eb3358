-- Acts on many records with what they did, row by row; and what people keep for their work.

CREATE TABLE deed (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL,
	sort TEXT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	at BIGINT NOT NULL,
	body BYTEA NOT NULL
);
CREATE INDEX deed_order ON deed (at, id);
CREATE INDEX deed_account ON deed (account, at, id);
CREATE INDEX deed_state ON deed (state, at, id);

CREATE TABLE part (
	deed TEXT NOT NULL,
	number BIGINT NOT NULL,
	sheet TEXT NOT NULL,
	line BIGINT NOT NULL,
	outcome TEXT NOT NULL,
	kind TEXT NOT NULL,
	record TEXT NOT NULL,
	was BIGINT NOT NULL,
	rev BIGINT NOT NULL,
	said BYTEA NOT NULL,
	PRIMARY KEY (deed, number)
);
CREATE INDEX part_outcome ON part (deed, outcome, number);
CREATE INDEX part_record ON part (record, rev, deed, number) WHERE record <> '';

CREATE TABLE kept (
	id TEXT PRIMARY KEY,
	account TEXT NOT NULL,
	sort TEXT NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	shared BIGINT NOT NULL,
	body BYTEA NOT NULL
);
CREATE INDEX kept_account ON kept (account, sort, kind, name, id);
CREATE INDEX kept_shared ON kept (sort, kind, name, id) WHERE shared = 1;
