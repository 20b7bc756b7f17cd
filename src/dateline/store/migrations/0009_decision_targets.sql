-- Version 9: what each decision is about now; derived anew with the rest of the review.

CREATE TABLE decision_targets (
  decision_id TEXT NOT NULL,
  target_kind TEXT NOT NULL,
  target_id TEXT NOT NULL,
  document_id TEXT,
  PRIMARY KEY (decision_id)
);

CREATE INDEX decision_targets_document_id ON decision_targets (document_id);

CREATE INDEX decision_targets_target ON decision_targets (target_kind, target_id);
