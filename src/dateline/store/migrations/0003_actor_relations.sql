-- Version 3: what a sentence states of two actors, with the words that state it.

CREATE TABLE relations (
  id TEXT NOT NULL,
  document_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  actor_a TEXT,
  actor_b TEXT,
  a_start INTEGER,
  a_end INTEGER,
  a_words TEXT,
  b_start INTEGER,
  b_end INTEGER,
  b_words TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  sentence_start INTEGER,
  sentence_end INTEGER,
  sentence_words TEXT,
  claim_id TEXT,
  "by" TEXT NOT NULL,
  score DOUBLE PRECISION,
  note TEXT,
  run_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(actor_a) REFERENCES actors (id) ON DELETE SET NULL,
  FOREIGN KEY(actor_b) REFERENCES actors (id) ON DELETE SET NULL,
  FOREIGN KEY(claim_id) REFERENCES claims (id) ON DELETE SET NULL,
  FOREIGN KEY(run_id) REFERENCES runs (id)
);

CREATE INDEX relations_document_id ON relations (document_id);

CREATE INDEX relations_actor_a ON relations (actor_a);

CREATE INDEX relations_actor_b ON relations (actor_b);

CREATE INDEX relations_claim_id ON relations (claim_id);
