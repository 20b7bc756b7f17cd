"""Tables of what many documents tell of one incident; written by `dateline.run.reconcile`.

Identifiers are given in the order in which incidents are found (`I000012`), and never again.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from dateline.store._columns import (
    count,
    metadata,
    of_document,
    of_incident,
    of_report,
    ordinal,
    real,
    run,
    span,
    text,
    whole,
    words,
)

counters = Table("counters", metadata, text("name", key=True), whole("value", needed=True))

incidents = Table(
    "incidents",
    metadata,
    text("id", key=True),
    text("event_type"),
    text("type", needed=True),
    text("type_report"),
    text("status", needed=True),
    text("status_report"),
    # The sentence that tells the incident best.
    text("words", needed=True),
    text("words_document"),
    *span("sentence"),
    text("date_from"),
    text("date_to"),
    whole("date_precision"),
    text("date_report"),
    text("place_name"),
    real("place_lat"),
    real("place_lon"),
    text("place_country"),
    text("place_admin1"),
    whole("place_precision"),
    text("place_report"),
    count("killed_low"),
    count("killed_best"),
    count("killed_high"),
    count("injured_low"),
    count("injured_best"),
    count("injured_high"),
    whole("reports", needed=True),
    whole("documents", needed=True),
    whole("families", needed=True),
    # Independent speakers: never more than the families and own passages that carry them.
    whole("sources", needed=True),
    whole("contested", needed=True),
    text("first_published"),
    text("last_published"),
    text("created_at", needed=True),
    text("updated_at", needed=True),
    # Of every column and child row but the two times above: what has changed, and nothing else.
    text("content_hash", needed=True),
    run(),
    Index("incidents_date_from", "date_from"),
    Index("incidents_event_type", "event_type"),
    Index("incidents_updated_at", "updated_at"),
    # What map, timeline and most filters need, without the rows' long texts.
    Index(
        "incidents_shown",
        *("id", "date_from", "date_to", "event_type", "type", "status", "place_country"),
        *("place_lat", "place_lon", "place_precision", "killed_best", "sources", "contested"),
    ),
)

incident_reports = Table(
    "incident_reports",
    metadata,
    of_report(),
    of_incident(key=False),
    of_document(key=False),
    # The report of the same incident that this one was joined to, and what spoke for it.
    text("joined_to"),
    real("score"),
    text("why", needed=True),
    text("by", needed=True),
    Index("incident_reports_incident_id", "incident_id"),
    Index("incident_reports_document_id", "document_id"),
)

incident_actors = Table(
    "incident_actors",
    metadata,
    of_incident(),
    text("role", key=True),
    ordinal(),
    text("archive_actor_id"),
    text("name", needed=True),
    whole("kind", needed=True),
    text("country"),
    whole("reports", needed=True),
    text("report_id"),
    Index("incident_actors_archive_actor_id", "archive_actor_id"),
    Index("incident_actors_incidents", "archive_actor_id", "incident_id"),
)

incident_tolls = Table(
    "incident_tolls",
    metadata,
    of_incident(),
    ordinal(),
    text("what", needed=True),
    text("of", needed=True),
    count("low"),
    count("best"),
    count("high"),
    text("rule", needed=True),
    whole("contested", needed=True),
    text("note"),
)

toll_entries = Table(
    "toll_entries",
    metadata,
    of_incident(),
    ordinal(),
    text("what", needed=True),
    text("of", needed=True),
    count("low"),
    count("best"),
    count("high"),
    text("report_id"),
    of_document(key=False),
    *words(),
    text("claim_id"),
    text("speaker"),
    text("source_type"),
    # Family or document whose words they are (`Independence.source_of`).
    text("source", needed=True),
    text("published"),
    # stated, update, correction, part, copy, denied
    text("kind", needed=True),
    whole("counted", needed=True),
    Index("toll_entries_document_id", "document_id"),
)

incident_sources = Table(
    "incident_sources",
    metadata,
    of_incident(),
    ordinal(),
    text("speaker"),
    text("source_type", needed=True),
    text("source", needed=True),
    of_document(key=False),
    text("claim_id"),
    whole("own", needed=True),
    Index("incident_sources_document_id", "document_id"),
)

contradictions = Table(
    "contradictions",
    metadata,
    of_incident(),
    ordinal(),
    # perpetrator, toll, denial, place, date
    text("kind", needed=True),
    text("note", needed=True),
    # JSON list of {report, document, start, end, words, speaker, value}
    text("sides", needed=True),
)

incident_forwards = Table(
    "incident_forwards",
    metadata,
    text("old_id", key=True),
    ordinal(),
    # Empty where the incident is gone (`removed`).
    text("new_id", needed=True),
    # merged, split, removed
    text("kind", needed=True),
    text("at", needed=True),
    run(),
)

tombstones = Table(
    "tombstones",
    metadata,
    # incident, report, claim, document
    text("kind", key=True),
    text("id", key=True),
    text("deleted_at", needed=True),
    text("note"),
    run(),
)

archive_actors = Table(
    "archive_actors",
    metadata,
    text("id", key=True),
    text("name", needed=True),
    whole("kind", needed=True),
    text("country"),
    # Identifier in the seed list or an import; none for an actor known from documents alone.
    text("seed"),
    whole("documents", needed=True),
    Index("archive_actors_name", "name"),
)

archive_actor_names = Table(
    "archive_actor_names",
    metadata,
    Column(
        "archive_actor_id",
        Text,
        ForeignKey("archive_actors.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    text("name", key=True),
    # seed, imported, reviewed, stated (a document says so), candidate
    text("standing", needed=True),
    # JSON list of document ids, at most 20
    text("documents", needed=True),
)

archive_actor_members = Table(
    "archive_actor_members",
    metadata,
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "archive_actor_id",
        Text,
        ForeignKey("archive_actors.id", ondelete="CASCADE"),
        nullable=False,
    ),
    of_document(key=False),
    # seed, imported, reviewer, own
    text("by", needed=True),
    Index("archive_actor_members_archive_actor_id", "archive_actor_id"),
    Index("archive_actor_members_document_id", "document_id"),
)
