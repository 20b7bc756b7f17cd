-- Version 2: families of copies, the edges that make and join them, and the sketches that find them.

CREATE TABLE sketches (
  document_id TEXT NOT NULL,
  method TEXT NOT NULL,
  words INTEGER NOT NULL,
  sketch TEXT NOT NULL,
  PRIMARY KEY (document_id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE TABLE families (
  id TEXT NOT NULL,
  origin TEXT NOT NULL,
  documents INTEGER NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE family_documents (
  document_id TEXT NOT NULL,
  family_id TEXT NOT NULL,
  nearest TEXT,
  PRIMARY KEY (document_id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX family_documents_family_id ON family_documents (family_id);

CREATE TABLE family_edges (
  document_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  derivation TEXT,
  share DOUBLE PRECISION NOT NULL,
  other_share DOUBLE PRECISION NOT NULL,
  opening INTEGER NOT NULL,
  spans TEXT NOT NULL,
  other_spans TEXT NOT NULL,
  PRIMARY KEY (document_id, other_id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE,
  FOREIGN KEY(other_id) REFERENCES documents (id) ON DELETE CASCADE
);

CREATE INDEX family_edges_other_id ON family_edges (other_id);
