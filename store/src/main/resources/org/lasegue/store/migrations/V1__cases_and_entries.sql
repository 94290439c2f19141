-- The same file for SQLite and PostgreSQL; only the type of bytes differs.

CREATE TABLE master_keys (
  id BIGINT PRIMARY KEY,
  proof ${bytes} NOT NULL
);

CREATE TABLE cases (
  link_hash ${bytes} PRIMARY KEY,
  master_key BIGINT NOT NULL REFERENCES master_keys (id),
  sealed_key ${bytes} NOT NULL,
  keep_until BIGINT NOT NULL,
  last_sequence BIGINT NOT NULL
);

CREATE INDEX cases_by_master_key ON cases (master_key);
CREATE INDEX cases_by_keep_until ON cases (keep_until);

CREATE TABLE entries (
  link_hash ${bytes} NOT NULL REFERENCES cases (link_hash),
  sequence BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  sealed ${bytes} NOT NULL,
  PRIMARY KEY (link_hash, sequence)
);
