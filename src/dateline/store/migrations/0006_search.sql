-- Version 6: the words by which incidents are searched, and what the workbench sorts by.

CREATE TABLE incident_search (
  n INTEGER NOT NULL,
  incident_id TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (n),
  UNIQUE (incident_id),
  FOREIGN KEY(incident_id) REFERENCES incidents (id) ON DELETE CASCADE
);

CREATE INDEX incidents_updated_at ON incidents (updated_at);

CREATE INDEX documents_published ON documents (published);

CREATE INDEX decisions_batch ON decisions (batch);

CREATE INDEX incidents_shown ON incidents (id, date_from, date_to, event_type, type, status, place_country, place_lat, place_lon, place_precision, killed_best, sources, contested);

CREATE INDEX incident_actors_incidents ON incident_actors (archive_actor_id, incident_id);

CREATE INDEX documents_language ON documents (language);
