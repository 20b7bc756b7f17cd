-- Version 5: decisions of people, what follows from them, and who exported what.

CREATE TABLE decisions (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  action TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  field TEXT,
  old TEXT,
  new TEXT,
  reason TEXT,
  evidence TEXT NOT NULL,
  anchor TEXT NOT NULL,
  batch TEXT,
  PRIMARY KEY (id)
);

CREATE INDEX decisions_target ON decisions (target_kind, target_id);

CREATE TABLE review_state (
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  verdict TEXT,
  grade TEXT,
  work_status TEXT,
  assignee TEXT,
  flagged INTEGER NOT NULL,
  comments INTEGER NOT NULL,
  edited INTEGER NOT NULL,
  last_at TEXT NOT NULL,
  last_author TEXT NOT NULL,
  PRIMARY KEY (target_kind, target_id)
);

CREATE TABLE edits (
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  field TEXT NOT NULL,
  old TEXT,
  new TEXT,
  decision_id TEXT NOT NULL,
  PRIMARY KEY (target_kind, target_id, field)
);

CREATE TABLE decision_conflicts (
  decision_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (decision_id)
);

CREATE TABLE exports (
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  format TEXT NOT NULL,
  arguments TEXT NOT NULL,
  path TEXT,
  rows INTEGER,
  PRIMARY KEY (id)
);
