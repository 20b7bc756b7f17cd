-- Version 1: the tables of one-document coding. Portable to SQLite and PostgreSQL.
-- Frozen: a later change is a further step, never an edit of this file.

CREATE TABLE runs (
  id INTEGER NOT NULL,
  started TEXT NOT NULL,
  finished TEXT,
  version TEXT NOT NULL,
  model TEXT NOT NULL,
  configuration TEXT NOT NULL,
  configuration_hash TEXT NOT NULL,
  coding_hash TEXT NOT NULL,
  arguments TEXT NOT NULL,
  counts TEXT,
  PRIMARY KEY (id)
);

CREATE TABLE documents (
  id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  input_id TEXT NOT NULL,
  title TEXT,
  outlet TEXT,
  published TEXT,
  published_note TEXT,
  url TEXT,
  language TEXT,
  agency TEXT,
  dateline_place TEXT,
  dateline_date TEXT,
  source TEXT,
  synthetic INTEGER NOT NULL,
  metadata TEXT NOT NULL,
  text TEXT NOT NULL,
  model TEXT NOT NULL,
  version TEXT NOT NULL,
  coding_hash TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (content_hash),
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX documents_input_id ON documents (input_id);

CREATE TABLE rejects (
  source TEXT NOT NULL,
  document_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  cure TEXT NOT NULL,
  path TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (source, document_id, reason),
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX rejects_path ON rejects (path);

CREATE TABLE actors (
  id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind INTEGER NOT NULL,
  country TEXT,
  aliases TEXT NOT NULL,
  words TEXT,
  seed TEXT,
  candidates TEXT NOT NULL,
  rule TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX actors_document_id ON actors (document_id);

CREATE TABLE credits (
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  bureau TEXT,
  start INTEGER,
  "end" INTEGER,
  words TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE document_sources (
  document_id TEXT NOT NULL,
  location TEXT NOT NULL,
  input_id TEXT NOT NULL,
  source TEXT,
  url TEXT,
  PRIMARY KEY (document_id, location, input_id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX document_sources_location ON document_sources (location);

CREATE TABLE marks (
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  of_start INTEGER,
  of_end INTEGER,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE numbers (
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  low DOUBLE PRECISION,
  best DOUBLE PRECISION,
  high DOUBLE PRECISION,
  relation TEXT NOT NULL,
  counted TEXT,
  noun TEXT,
  base_start INTEGER,
  base_end INTEGER,
  base_value DOUBLE PRECISION,
  unit TEXT,
  direction TEXT,
  base_date TEXT,
  rule TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE places (
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  name TEXT NOT NULL,
  lat DOUBLE PRECISION,
  lon DOUBLE PRECISION,
  country TEXT,
  admin1 TEXT,
  precision INTEGER,
  feature TEXT,
  geometry TEXT,
  gazetteer_id TEXT,
  candidates TEXT NOT NULL,
  rule TEXT,
  unresolved TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE records (
  document_id TEXT NOT NULL,
  json TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE reports (
  id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  type TEXT NOT NULL,
  event_type TEXT,
  status TEXT NOT NULL,
  words TEXT NOT NULL,
  sentence_start INTEGER,
  sentence_end INTEGER,
  sentence_words TEXT,
  date_from TEXT,
  date_to TEXT,
  date_precision INTEGER,
  date_start INTEGER,
  date_end INTEGER,
  date_words TEXT,
  date_by TEXT,
  date_score DOUBLE PRECISION,
  date_note TEXT,
  place_name TEXT,
  place_lat DOUBLE PRECISION,
  place_lon DOUBLE PRECISION,
  place_country TEXT,
  place_admin1 TEXT,
  place_precision INTEGER,
  place_start INTEGER,
  place_end INTEGER,
  place_words TEXT,
  place_by TEXT,
  place_score DOUBLE PRECISION,
  place_note TEXT,
  type_by TEXT NOT NULL,
  type_score DOUBLE PRECISION,
  type_note TEXT,
  type_scores TEXT NOT NULL,
  status_by TEXT NOT NULL,
  status_score DOUBLE PRECISION,
  status_note TEXT,
  status_scores TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX reports_document_id ON reports (document_id);

CREATE TABLE times (
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  date_from TEXT,
  date_to TEXT,
  precision INTEGER NOT NULL,
  timex_type TEXT NOT NULL,
  value TEXT,
  modifier TEXT,
  anchor TEXT,
  rule TEXT,
  unresolved TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE TABLE arguments (
  report_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  role TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  inferred TEXT NOT NULL,
  "by" TEXT NOT NULL,
  score DOUBLE PRECISION,
  note TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (report_id, ordinal),
  FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX arguments_document_id ON arguments (document_id);

CREATE TABLE claims (
  id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  content_start INTEGER,
  content_end INTEGER,
  content_words TEXT,
  sentence_start INTEGER,
  sentence_end INTEGER,
  sentence_words TEXT,
  source_start INTEGER,
  source_end INTEGER,
  source_words TEXT,
  source_actor TEXT,
  source_type TEXT NOT NULL,
  cue_start INTEGER,
  cue_end INTEGER,
  cue_words TEXT,
  addressee_start INTEGER,
  addressee_end INTEGER,
  addressee_words TEXT,
  mode TEXT NOT NULL,
  speech_act TEXT NOT NULL,
  commitment TEXT NOT NULL,
  "by" TEXT NOT NULL,
  score DOUBLE PRECISION,
  note TEXT,
  label_scores TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(source_actor) REFERENCES actors (id) ON DELETE SET NULL,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX claims_document_id ON claims (document_id);

CREATE INDEX claims_source_actor ON claims (source_actor);

CREATE TABLE mentions (
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  type TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  actor_id TEXT,
  "by" TEXT NOT NULL,
  score DOUBLE PRECISION,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE SET NULL,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX mentions_actor_id ON mentions (actor_id);

CREATE TABLE report_actors (
  report_id TEXT NOT NULL,
  role TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  actor_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (report_id, role, ordinal),
  FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(actor_id) REFERENCES actors (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX report_actors_actor_id ON report_actors (actor_id);

CREATE INDEX report_actors_document_id ON report_actors (document_id);

CREATE TABLE triggers (
  report_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (report_id, ordinal),
  FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX triggers_document_id ON triggers (document_id);

CREATE TABLE claim_incidents (
  claim_id TEXT NOT NULL,
  report_id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (claim_id, report_id),
  FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE CASCADE,
  FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX claim_incidents_document_id ON claim_incidents (document_id);

CREATE INDEX claim_incidents_report_id ON claim_incidents (report_id);

CREATE TABLE tolls (
  report_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  what TEXT NOT NULL,
  "of" TEXT NOT NULL,
  low BIGINT,
  best BIGINT,
  high BIGINT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  claim_id TEXT,
  "by" TEXT NOT NULL,
  score DOUBLE PRECISION,
  note TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (report_id, ordinal),
  FOREIGN KEY(report_id) REFERENCES reports (id) ON DELETE CASCADE,
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE SET NULL,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX tolls_claim_id ON tolls (claim_id);

CREATE INDEX tolls_document_id ON tolls (document_id);
