"""The tables as the program uses them; how a database gets them stands in `migrations/`.

Column names are the codebook's. Offsets are code points into `documents.text`. A value's words
stand beside its offsets, and what made it in `by` (producer) and `run_id` (configuration, weights
and version). Lists and probabilities are JSON in text columns. Names that SQL reserves (`end`,
`of`, `by`) need quotes in hand-written SQL.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from dateline.store._columns import (
    count,
    of_document,
    of_report,
    ordinal,
    origin,
    real,
    run,
    span,
    text,
    whole,
    words,
)
from dateline.store._columns import (
    metadata as metadata,
)
from dateline.store._decision_tables import (
    decision_conflicts as decision_conflicts,
)
from dateline.store._decision_tables import (
    decision_targets as decision_targets,
)
from dateline.store._decision_tables import (
    decisions as decisions,
)
from dateline.store._decision_tables import (
    edits as edits,
)
from dateline.store._decision_tables import (
    exports as exports,
)
from dateline.store._decision_tables import (
    review_state as review_state,
)
from dateline.store._family_tables import (
    families as families,
)
from dateline.store._family_tables import (
    family_documents as family_documents,
)
from dateline.store._family_tables import (
    family_edges as family_edges,
)
from dateline.store._family_tables import (
    sketches as sketches,
)
from dateline.store._incident_tables import (
    archive_actor_members as archive_actor_members,
)
from dateline.store._incident_tables import (
    archive_actor_names as archive_actor_names,
)
from dateline.store._incident_tables import (
    archive_actors as archive_actors,
)
from dateline.store._incident_tables import (
    contradictions as contradictions,
)
from dateline.store._incident_tables import (
    counters as counters,
)
from dateline.store._incident_tables import (
    incident_actors as incident_actors,
)
from dateline.store._incident_tables import (
    incident_forwards as incident_forwards,
)
from dateline.store._incident_tables import (
    incident_reports as incident_reports,
)
from dateline.store._incident_tables import (
    incident_sources as incident_sources,
)
from dateline.store._incident_tables import (
    incident_tolls as incident_tolls,
)
from dateline.store._incident_tables import (
    incidents as incidents,
)
from dateline.store._incident_tables import (
    toll_entries as toll_entries,
)
from dateline.store._incident_tables import (
    tombstones as tombstones,
)
from dateline.store._joining_tables import (
    incident_anchors as incident_anchors,
)
from dateline.store._joining_tables import (
    incident_inputs as incident_inputs,
)
from dateline.store._joining_tables import (
    signatures as signatures,
)
from dateline.store._search_tables import (
    incident_search as incident_search,
)
from dateline.store._value_tables import numbers as numbers
from dateline.store._value_tables import places as places
from dateline.store._value_tables import times as times

schema_version = Table(
    "schema_version",
    metadata,
    whole("version", key=True),
    text("applied", needed=True),
    text("program", needed=True),
)

runs = Table(
    "runs",
    metadata,
    whole("id", key=True),
    text("started", needed=True),
    text("finished"),
    text("version", needed=True),
    text("model", needed=True),
    text("configuration", needed=True),
    text("configuration_hash", needed=True),
    text("coding_hash", needed=True),
    text("arguments", needed=True),
    text("counts"),
)

documents = Table(
    "documents",
    metadata,
    text("id", key=True),
    Column("content_hash", Text, nullable=False, unique=True),
    text("input_id", needed=True),
    text("title"),
    text("outlet"),
    text("published"),
    text("published_note"),
    text("url"),
    text("language"),
    text("agency"),
    text("dateline_place"),
    text("dateline_date"),
    text("source"),
    whole("synthetic", needed=True),
    text("metadata", needed=True),
    text("text", needed=True),
    text("model", needed=True),
    text("version", needed=True),
    text("coding_hash", needed=True),
    run(),
    Index("documents_input_id", "input_id"),
    Index("documents_published", "published"),
    Index("documents_language", "language"),
)

document_sources = Table(
    "document_sources",
    metadata,
    of_document(),
    text("location", key=True),
    text("input_id", key=True),
    text("source"),
    text("url"),
    Index("document_sources_location", "location"),
)

records = Table("records", metadata, of_document(), text("json", needed=True), run())

credits = Table(
    "credits",
    metadata,
    of_document(),
    ordinal(),
    text("name", needed=True),
    text("role", needed=True),
    text("bureau"),
    whole("start"),
    whole("end"),
    text("words"),
    run(),
)

marks = Table(
    "marks",
    metadata,
    of_document(),
    ordinal(),
    text("kind", needed=True),
    *words(),
    whole("of_start"),
    whole("of_end"),
    run(),
)

actors = Table(
    "actors",
    metadata,
    text("id", key=True),
    of_document(key=False),
    whole("ordinal", needed=True),
    text("name", needed=True),
    whole("kind", needed=True),
    text("country"),
    text("aliases", needed=True),
    text("words"),
    text("seed"),
    text("candidates", needed=True),
    text("rule"),
    run(),
    Index("actors_document_id", "document_id"),
)

mentions = Table(
    "mentions",
    metadata,
    of_document(),
    ordinal(),
    text("type", needed=True),
    *words(),
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    text("by", needed=True),
    real("score"),
    run(),
    Index("mentions_actor_id", "actor_id"),
)

reports = Table(
    "reports",
    metadata,
    text("id", key=True),
    of_document(key=False),
    whole("ordinal", needed=True),
    text("type", needed=True),
    text("event_type"),
    text("status", needed=True),
    text("words", needed=True),
    *span("sentence"),
    text("date_from"),
    text("date_to"),
    whole("date_precision"),
    *span("date"),
    text("date_by"),
    real("date_score"),
    text("date_note"),
    text("place_name"),
    real("place_lat"),
    real("place_lon"),
    text("place_country"),
    text("place_admin1"),
    whole("place_precision"),
    *span("place"),
    text("place_by"),
    real("place_score"),
    text("place_note"),
    text("type_by", needed=True),
    real("type_score"),
    text("type_note"),
    text("type_scores", needed=True),
    text("status_by", needed=True),
    real("status_score"),
    text("status_note"),
    text("status_scores", needed=True),
    run(),
    Index("reports_document_id", "document_id"),
)

triggers = Table(
    "triggers",
    metadata,
    of_report(),
    ordinal(),
    of_document(key=False),
    *words(),
    run(),
    Index("triggers_document_id", "document_id"),
)

arguments = Table(
    "arguments",
    metadata,
    of_report(),
    ordinal(),
    of_document(key=False),
    text("role", needed=True),
    *words(),
    text("inferred", needed=True),
    *origin(),
    run(),
    Index("arguments_document_id", "document_id"),
)

report_actors = Table(
    "report_actors",
    metadata,
    of_report(),
    text("role", key=True),
    ordinal(),
    of_document(key=False),
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="CASCADE"), nullable=False),
    run(),
    Index("report_actors_document_id", "document_id"),
    Index("report_actors_actor_id", "actor_id"),
)

claims = Table(
    "claims",
    metadata,
    text("id", key=True),
    of_document(key=False),
    whole("ordinal", needed=True),
    *span("content"),
    *span("sentence"),
    *span("source"),
    Column("source_actor", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    text("source_type", needed=True),
    *span("cue"),
    *span("addressee"),
    text("mode", needed=True),
    text("speech_act", needed=True),
    text("commitment", needed=True),
    *origin(),
    text("label_scores", needed=True),
    run(),
    Index("claims_document_id", "document_id"),
    Index("claims_source_actor", "source_actor"),
)

claim_incidents = Table(
    "claim_incidents",
    metadata,
    Column("claim_id", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    of_report(),
    of_document(key=False),
    run(),
    Index("claim_incidents_document_id", "document_id"),
    Index("claim_incidents_report_id", "report_id"),
)

tolls = Table(
    "tolls",
    metadata,
    of_report(),
    ordinal(),
    of_document(key=False),
    text("what", needed=True),
    text("of", needed=True),
    count("low"),
    count("best"),
    count("high"),
    *words(),
    Column("claim_id", Text, ForeignKey("claims.id", ondelete="SET NULL")),
    *origin(),
    run(),
    Index("tolls_document_id", "document_id"),
    Index("tolls_claim_id", "claim_id"),
)

relations = Table(
    "relations",
    metadata,
    text("id", key=True),
    of_document(key=False),
    whole("ordinal", needed=True),
    text("kind", needed=True),
    text("status", needed=True),
    Column("actor_a", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    Column("actor_b", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    *span("a"),
    *span("b"),
    *words(),
    *span("sentence"),
    Column("claim_id", Text, ForeignKey("claims.id", ondelete="SET NULL")),
    *origin(),
    run(),
    Index("relations_document_id", "document_id"),
    Index("relations_actor_a", "actor_a"),
    Index("relations_actor_b", "actor_b"),
    Index("relations_claim_id", "claim_id"),
)

verifications = Table(
    "verifications",
    metadata,
    text("id", key=True),
    of_document(key=False),
    whole("ordinal", needed=True),
    # unverified, disputed, verified
    text("kind", needed=True),
    # JSON lists of what the words qualify
    text("claims", needed=True),
    text("reports", needed=True),
    text("said_in"),
    *words(),
    *span("sentence"),
    *origin(),
    run(),
    Index("verifications_document_id", "document_id"),
)

rejects = Table(
    "rejects",
    metadata,
    text("source", key=True),
    text("document_id", key=True),
    text("reason", key=True),
    text("cure", needed=True),
    text("path", needed=True),
    run(),
    Index("rejects_path", "path"),
)
