-- Version 7: by which words an incident is known again, and what need not be worked out anew.

CREATE TABLE incident_anchors (
  incident_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  document_id TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (incident_id, content_hash, start, "end")
);

CREATE INDEX incident_anchors_content_hash ON incident_anchors (content_hash);

CREATE TABLE incident_inputs (
  incident_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (incident_id),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE
);

CREATE TABLE signatures (
  document_id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (document_id),
  FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE
);
