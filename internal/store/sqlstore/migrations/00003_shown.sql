-- What outsiders may harvest: one row for each record that they have ever seen, with
-- the second in which what they see of it last changed. Filled by the office.

CREATE TABLE shown (
	home TEXT NOT NULL,
	id TEXT NOT NULL,
	kind TEXT NOT NULL,
	rev BIGINT NOT NULL,
	at BIGINT NOT NULL,
	gone BIGINT NOT NULL,
	digest TEXT NOT NULL,
	province TEXT NOT NULL,
	region TEXT NOT NULL,
	field TEXT NOT NULL,
	PRIMARY KEY (home, id)
) /* compact */;
CREATE INDEX shown_order ON shown (at, home, id);
CREATE INDEX shown_kind ON shown (kind, at, home, id);
CREATE INDEX shown_home ON shown (home, at, id);
CREATE INDEX shown_province ON shown (province, at, home, id);
CREATE INDEX shown_region ON shown (region, at, home, id);
CREATE INDEX shown_field ON shown (field, at, home, id);

CREATE TABLE shown_by (
	one BIGINT PRIMARY KEY,
	audience TEXT NOT NULL
);
