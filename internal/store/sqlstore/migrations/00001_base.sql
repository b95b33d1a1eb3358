-- The ground that both databases share. SERIAL, TEXT and the mark of compact
-- tables are translated (see sqlite.go, postgres.go);
-- times are milliseconds since 1970 UTC, hidden things are in the secret table alone.

CREATE TABLE record (
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
	PRIMARY KEY (home, id)
);
CREATE INDEX record_kind ON record (kind, home, id);

CREATE TABLE revision (
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	rev BIGINT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	owner TEXT NOT NULL,
	process BIGINT NOT NULL,
	rules TEXT NOT NULL,
	at BIGINT NOT NULL,
	author TEXT NOT NULL,
	step TEXT NOT NULL,
	body BYTEA NOT NULL,
	PRIMARY KEY (home, id, rev)
);

CREATE TABLE secret (
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	rev BIGINT NOT NULL,
	data BYTEA NOT NULL,
	PRIMARY KEY (home, id, rev)
) /* compact */;

CREATE TABLE entry (
	serial SERIAL,
	number BIGINT UNIQUE,
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	rev BIGINT NOT NULL,
	format BIGINT NOT NULL,
	key_id TEXT NOT NULL,
	at BIGINT NOT NULL,
	leaf BYTEA NOT NULL,
	UNIQUE (home, id, rev)
);
CREATE INDEX entry_pending ON entry (serial) WHERE number IS NULL;

CREATE TABLE head (
	one BIGINT PRIMARY KEY,
	size BIGINT NOT NULL,
	checkpoint TEXT NOT NULL,
	epoch BIGINT NOT NULL,
	at BIGINT NOT NULL
);
INSERT INTO head (one, size, checkpoint, epoch, at) VALUES (1, 0, '', 0, 0);

CREATE TABLE tile (
	level BIGINT NOT NULL,
	n BIGINT NOT NULL,
	hashes BYTEA NOT NULL,
	PRIMARY KEY (level, n)
);

CREATE TABLE link (
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	field TEXT NOT NULL,
	target TEXT NOT NULL,
	PRIMARY KEY (home, id, field, target)
) /* compact */;
CREATE INDEX link_target ON link (target, kind, field, id, home);
CREATE INDEX link_order ON link (target, id, home);

CREATE TABLE job (
	id SERIAL,
	kind TEXT NOT NULL,
	payload BYTEA NOT NULL,
	due BIGINT NOT NULL,
	ready BIGINT NOT NULL,
	tries BIGINT NOT NULL,
	err TEXT NOT NULL
);
CREATE INDEX job_ready ON job (ready, due, id);

CREATE TABLE credential (
	account TEXT PRIMARY KEY,
	password TEXT NOT NULL,
	invite TEXT NOT NULL,
	until BIGINT NOT NULL
);
CREATE INDEX credential_invite ON credential (invite);

CREATE TABLE session (
	token TEXT PRIMARY KEY,
	account TEXT NOT NULL,
	data BYTEA NOT NULL,
	expires BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account);
CREATE INDEX session_expires ON session (expires);

CREATE TABLE access_log (
	serial SERIAL,
	at BIGINT NOT NULL,
	account TEXT NOT NULL,
	record TEXT NOT NULL,
	act TEXT NOT NULL
);
CREATE INDEX access_log_record ON access_log (record, serial);

CREATE TABLE answer (
	actor TEXT NOT NULL,
	request_key TEXT NOT NULL,
	request BYTEA NOT NULL,
	body BYTEA NOT NULL,
	expires BIGINT NOT NULL,
	PRIMARY KEY (actor, request_key)
);
CREATE INDEX answer_expires ON answer (expires);

CREATE TABLE shelf_current (
	kind TEXT PRIMARY KEY,
	name TEXT NOT NULL
);
