-- Version 4: incidents across documents, what they rest on, and actors across documents.

CREATE TABLE counters (
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (name)
);

CREATE TABLE incidents (
  id TEXT NOT NULL,
  event_type TEXT,
  type TEXT NOT NULL,
  type_report TEXT,
  status TEXT NOT NULL,
  status_report TEXT,
  words TEXT NOT NULL,
  words_document TEXT,
  sentence_start INTEGER,
  sentence_end INTEGER,
  sentence_words TEXT,
  date_from TEXT,
  date_to TEXT,
  date_precision INTEGER,
  date_report TEXT,
  place_name TEXT,
  place_lat DOUBLE PRECISION,
  place_lon DOUBLE PRECISION,
  place_country TEXT,
  place_admin1 TEXT,
  place_precision INTEGER,
  place_report TEXT,
  killed_low BIGINT,
  killed_best BIGINT,
  killed_high BIGINT,
  injured_low BIGINT,
  injured_best BIGINT,
  injured_high BIGINT,
  reports INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  families INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  contested INTEGER NOT NULL,
  first_published TEXT,
  last_published TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX incidents_date_from ON incidents (date_from);

CREATE INDEX incidents_event_type ON incidents (event_type);

CREATE TABLE incident_reports (
  report_id TEXT NOT NULL,
  incident_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  joined_to TEXT,
  score DOUBLE PRECISION,
  why TEXT NOT NULL,
  "by" TEXT NOT NULL,
  PRIMARY KEY (report_id),
  FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX incident_reports_document_id ON incident_reports (document_id);

CREATE INDEX incident_reports_incident_id ON incident_reports (incident_id);

CREATE TABLE incident_actors (
  incident_id TEXT NOT NULL,
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  archive_actor_id TEXT,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  country TEXT,
  reports INTEGER NOT NULL,
  report_id TEXT,
  PRIMARY KEY (incident_id, role, ordinal),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE
);

CREATE INDEX incident_actors_archive_actor_id ON incident_actors (archive_actor_id);

CREATE TABLE incident_tolls (
  incident_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  what TEXT NOT NULL,
  "of" TEXT NOT NULL,
  low BIGINT,
  best BIGINT,
  high BIGINT,
  rule TEXT NOT NULL,
  contested INTEGER NOT NULL,
  note TEXT,
  PRIMARY KEY (incident_id, ordinal),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE
);

CREATE TABLE toll_entries (
  incident_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  what TEXT NOT NULL,
  "of" TEXT NOT NULL,
  low BIGINT,
  best BIGINT,
  high BIGINT,
  report_id TEXT,
  document_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  claim_id TEXT,
  speaker TEXT,
  source_type TEXT,
  source TEXT NOT NULL,
  published TEXT,
  kind TEXT NOT NULL,
  counted INTEGER NOT NULL,
  PRIMARY KEY (incident_id, ordinal),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX toll_entries_document_id ON toll_entries (document_id);

CREATE TABLE incident_sources (
  incident_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  speaker TEXT,
  source_type TEXT NOT NULL,
  source TEXT NOT NULL,
  document_id TEXT NOT NULL,
  claim_id TEXT,
  own INTEGER NOT NULL,
  PRIMARY KEY (incident_id, ordinal),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX incident_sources_document_id ON incident_sources (document_id);

CREATE TABLE contradictions (
  incident_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  note TEXT NOT NULL,
  sides TEXT NOT NULL,
  PRIMARY KEY (incident_id, ordinal),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE
);

CREATE TABLE incident_forwards (
  old_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  new_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (old_id, ordinal),
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE tombstones (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  deleted_at TEXT NOT NULL,
  note TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (kind, id),
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE archive_actors (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  country TEXT,
  seed TEXT,
  documents INTEGER NOT NULL,
  PRIMARY KEY (id)
);

CREATE INDEX archive_actors_name ON archive_actors (name);

CREATE TABLE archive_actor_names (
  archive_actor_id TEXT NOT NULL,
  name TEXT NOT NULL,
  standing TEXT NOT NULL,
  documents TEXT NOT NULL,
  PRIMARY KEY (archive_actor_id, name),
  FOREIGN KEY(archive_actor_id) REFERENCES archive_actors (id) ON DELETE CASCADE
);

CREATE TABLE archive_actor_members (
  actor_id TEXT NOT NULL,
  archive_actor_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  PRIMARY KEY (actor_id),
  FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE CASCADE,
  FOREIGN KEY(archive_actor_id) REFERENCES archive_actors (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX archive_actor_members_archive_actor_id ON archive_actor_members (archive_actor_id);

CREATE INDEX archive_actor_members_document_id ON archive_actor_members (document_id);
