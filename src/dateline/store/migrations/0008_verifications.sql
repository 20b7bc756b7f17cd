-- Version 8: what a document says of how far a claim or an incident could be checked.

CREATE TABLE verifications (
  id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  claims TEXT NOT NULL,
  reports TEXT NOT NULL,
  said_in TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  sentence_start INTEGER,
  sentence_end INTEGER,
  sentence_words TEXT,
  "by" TEXT NOT NULL,
  score DOUBLE PRECISION,
  note TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX verifications_document_id ON verifications (document_id);
