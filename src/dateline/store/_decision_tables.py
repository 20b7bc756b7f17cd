"""Tables of what people decided: an append-only log, and what follows from it.

`decisions` and `exports` are only ever added to. The others are derived anew from `decisions`.
"""

from __future__ import annotations

from sqlalchemy import Index, Table

from dateline.store._columns import metadata, text, whole

decisions = Table(
    "decisions",
    metadata,
    # Unique everywhere, sorts by time: two people's logs merge without loss.
    text("id", key=True),
    text("at", needed=True),
    text("author", needed=True),
    # accept reject edit add merge split link unlink alias unalias grade work assign comment flag
    # unflag undo
    text("action", needed=True),
    # incident report claim actor document decision
    text("target_kind", needed=True),
    text("target_id", needed=True),
    text("field"),
    # JSON values
    text("old"),
    text("new"),
    text("reason"),
    # JSON list of {document, start, end, words}
    text("evidence", needed=True),
    # JSON: words and reports by which the target is found again after a new run
    text("anchor", needed=True),
    # Decisions taken by one action carry one name and are undone together.
    text("batch"),
    Index("decisions_target", "target_kind", "target_id"),
    Index("decisions_batch", "batch"),
)

review_state = Table(
    "review_state",
    metadata,
    text("target_kind", key=True),
    text("target_id", key=True),
    # accepted, rejected
    text("verdict"),
    # confirmed, fair, weak, contested, discounted
    text("grade"),
    # to do, in progress, help needed, ready for review, done, dropped
    text("work_status"),
    text("assignee"),
    whole("flagged", needed=True),
    whole("comments", needed=True),
    whole("edited", needed=True),
    text("last_at", needed=True),
    text("last_author", needed=True),
)

edits = Table(
    "edits",
    metadata,
    text("target_kind", key=True),
    text("target_id", key=True),
    text("field", key=True),
    text("old"),
    text("new"),
    text("decision_id", needed=True),
)

decision_conflicts = Table(
    "decision_conflicts",
    metadata,
    text("decision_id", key=True),
    text("reason", needed=True),
    text("detail", needed=True),
    text("at", needed=True),
)

decision_targets = Table(
    "decision_targets",
    metadata,
    text("decision_id", key=True),
    text("target_kind", needed=True),
    # What the decision is about now; empty where it no longer fits.
    text("target_id", needed=True),
    # Of decisions on a document and its parts.
    text("document_id"),
    Index("decision_targets_document_id", "document_id"),
    Index("decision_targets_target", "target_kind", "target_id"),
)

exports = Table(
    "exports",
    metadata,
    text("id", key=True),
    text("at", needed=True),
    text("who", needed=True),
    text("format", needed=True),
    text("arguments", needed=True),
    text("path"),
    whole("rows"),
)
