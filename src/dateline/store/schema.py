"""The tables as the program uses them; how a database gets them stands in `migrations/`.

Column names are the codebook's. Offsets are code points into `documents.text`. A value's words
stand beside its offsets, and what made it in `by` (producer) and `run_id` (configuration, weights
and version). Lists and probabilities are JSON in text columns. Names that SQL reserves (`end`,
`of`, `by`) need quotes in hand-written SQL.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _text(name: str, needed: bool = False, key: bool = False) -> Column[str]:
    return Column(name, Text, nullable=not (needed or key), primary_key=key)


def _whole(name: str, needed: bool = False, key: bool = False) -> Column[int]:
    kind: TypeEngine[int] = Integer()
    return Column(name, kind, nullable=not (needed or key), primary_key=key, autoincrement=False)


def _count(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=True)


def _real(name: str) -> Column[float]:
    return Column(name, Float(53), nullable=True)


def _run() -> Column[int]:
    return Column("run_id", Integer, ForeignKey("runs.id"), nullable=False)


def _of_document(key: bool = True) -> Column[str]:
    link = ForeignKey("documents.id", ondelete="CASCADE")
    return Column("document_id", Text, link, primary_key=key, nullable=False)


def _of_report(key: bool = True) -> Column[str]:
    link = ForeignKey("reports.id", ondelete="CASCADE")
    return Column("report_id", Text, link, primary_key=key, nullable=False)


def _ordinal() -> Column[int]:
    return _whole("ordinal", key=True)


def _words() -> tuple[Column[int], Column[int], Column[str]]:
    return _whole("start", needed=True), _whole("end", needed=True), _text("words", needed=True)


def _span(name: str) -> tuple[Column[int], Column[int], Column[str]]:
    return _whole(f"{name}_start"), _whole(f"{name}_end"), _text(f"{name}_words")


def _origin() -> tuple[Column[str], Column[float], Column[str]]:
    return _text("by", needed=True), _real("score"), _text("note")


schema_version = Table(
    "schema_version",
    metadata,
    _whole("version", key=True),
    _text("applied", needed=True),
    _text("program", needed=True),
)

runs = Table(
    "runs",
    metadata,
    _whole("id", key=True),
    _text("started", needed=True),
    _text("finished"),
    _text("version", needed=True),
    _text("model", needed=True),
    _text("configuration", needed=True),
    _text("configuration_hash", needed=True),
    _text("coding_hash", needed=True),
    _text("arguments", needed=True),
    _text("counts"),
)

documents = Table(
    "documents",
    metadata,
    _text("id", key=True),
    Column("content_hash", Text, nullable=False, unique=True),
    _text("input_id", needed=True),
    _text("title"),
    _text("outlet"),
    _text("published"),
    _text("published_note"),
    _text("url"),
    _text("language"),
    _text("agency"),
    _text("dateline_place"),
    _text("dateline_date"),
    _text("source"),
    _whole("synthetic", needed=True),
    _text("metadata", needed=True),
    _text("text", needed=True),
    _text("model", needed=True),
    _text("version", needed=True),
    _text("coding_hash", needed=True),
    _run(),
    Index("documents_input_id", "input_id"),
)

document_sources = Table(
    "document_sources",
    metadata,
    _of_document(),
    _text("location", key=True),
    _text("input_id", key=True),
    _text("source"),
    _text("url"),
    Index("document_sources_location", "location"),
)

records = Table("records", metadata, _of_document(), _text("json", needed=True), _run())

credits = Table(
    "credits",
    metadata,
    _of_document(),
    _ordinal(),
    _text("name", needed=True),
    _text("role", needed=True),
    _text("bureau"),
    _whole("start"),
    _whole("end"),
    _text("words"),
    _run(),
)

marks = Table(
    "marks",
    metadata,
    _of_document(),
    _ordinal(),
    _text("kind", needed=True),
    *_words(),
    _whole("of_start"),
    _whole("of_end"),
    _run(),
)

actors = Table(
    "actors",
    metadata,
    _text("id", key=True),
    _of_document(key=False),
    _whole("ordinal", needed=True),
    _text("name", needed=True),
    _whole("kind", needed=True),
    _text("country"),
    _text("aliases", needed=True),
    _text("words"),
    _text("seed"),
    _text("candidates", needed=True),
    _text("rule"),
    _run(),
    Index("actors_document_id", "document_id"),
)

mentions = Table(
    "mentions",
    metadata,
    _of_document(),
    _ordinal(),
    _text("type", needed=True),
    *_words(),
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    _text("by", needed=True),
    _real("score"),
    _run(),
    Index("mentions_actor_id", "actor_id"),
)

times = Table(
    "times",
    metadata,
    _of_document(),
    _ordinal(),
    *_words(),
    _text("date_from"),
    _text("date_to"),
    _whole("precision", needed=True),
    _text("timex_type", needed=True),
    _text("value"),
    _text("modifier"),
    _text("anchor"),
    _text("rule"),
    _text("unresolved"),
    _run(),
)

numbers = Table(
    "numbers",
    metadata,
    _of_document(),
    _ordinal(),
    *_words(),
    _real("low"),
    _real("best"),
    _real("high"),
    _text("relation", needed=True),
    _text("counted"),
    _text("noun"),
    _whole("base_start"),
    _whole("base_end"),
    _real("base_value"),
    _text("unit"),
    _text("direction"),
    _text("base_date"),
    _text("rule"),
    _run(),
)

places = Table(
    "places",
    metadata,
    _of_document(),
    _ordinal(),
    *_words(),
    _text("name", needed=True),
    _real("lat"),
    _real("lon"),
    _text("country"),
    _text("admin1"),
    _whole("precision"),
    _text("feature"),
    _text("geometry"),
    _text("gazetteer_id"),
    _text("candidates", needed=True),
    _text("rule"),
    _text("unresolved"),
    _run(),
)

reports = Table(
    "reports",
    metadata,
    _text("id", key=True),
    _of_document(key=False),
    _whole("ordinal", needed=True),
    _text("type", needed=True),
    _text("event_type"),
    _text("status", needed=True),
    _text("words", needed=True),
    *_span("sentence"),
    _text("date_from"),
    _text("date_to"),
    _whole("date_precision"),
    *_span("date"),
    _text("date_by"),
    _real("date_score"),
    _text("date_note"),
    _text("place_name"),
    _real("place_lat"),
    _real("place_lon"),
    _text("place_country"),
    _text("place_admin1"),
    _whole("place_precision"),
    *_span("place"),
    _text("place_by"),
    _real("place_score"),
    _text("place_note"),
    _text("type_by", needed=True),
    _real("type_score"),
    _text("type_note"),
    _text("type_scores", needed=True),
    _text("status_by", needed=True),
    _real("status_score"),
    _text("status_note"),
    _text("status_scores", needed=True),
    _run(),
    Index("reports_document_id", "document_id"),
)

triggers = Table(
    "triggers",
    metadata,
    _of_report(),
    _ordinal(),
    _of_document(key=False),
    *_words(),
    _run(),
    Index("triggers_document_id", "document_id"),
)

arguments = Table(
    "arguments",
    metadata,
    _of_report(),
    _ordinal(),
    _of_document(key=False),
    _text("role", needed=True),
    *_words(),
    _text("inferred", needed=True),
    *_origin(),
    _run(),
    Index("arguments_document_id", "document_id"),
)

report_actors = Table(
    "report_actors",
    metadata,
    _of_report(),
    _text("role", key=True),
    _ordinal(),
    _of_document(key=False),
    Column("actor_id", Text, ForeignKey("actors.id", ondelete="CASCADE"), nullable=False),
    _run(),
    Index("report_actors_document_id", "document_id"),
    Index("report_actors_actor_id", "actor_id"),
)

claims = Table(
    "claims",
    metadata,
    _text("id", key=True),
    _of_document(key=False),
    _whole("ordinal", needed=True),
    *_span("content"),
    *_span("sentence"),
    *_span("source"),
    Column("source_actor", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    _text("source_type", needed=True),
    *_span("cue"),
    *_span("addressee"),
    _text("mode", needed=True),
    _text("speech_act", needed=True),
    _text("commitment", needed=True),
    *_origin(),
    _text("label_scores", needed=True),
    _run(),
    Index("claims_document_id", "document_id"),
    Index("claims_source_actor", "source_actor"),
)

claim_incidents = Table(
    "claim_incidents",
    metadata,
    Column("claim_id", Text, ForeignKey("claims.id", ondelete="CASCADE"), primary_key=True),
    _of_report(),
    _of_document(key=False),
    _run(),
    Index("claim_incidents_document_id", "document_id"),
    Index("claim_incidents_report_id", "report_id"),
)

tolls = Table(
    "tolls",
    metadata,
    _of_report(),
    _ordinal(),
    _of_document(key=False),
    _text("what", needed=True),
    _text("of", needed=True),
    _count("low"),
    _count("best"),
    _count("high"),
    *_words(),
    Column("claim_id", Text, ForeignKey("claims.id", ondelete="SET NULL")),
    *_origin(),
    _run(),
    Index("tolls_document_id", "document_id"),
    Index("tolls_claim_id", "claim_id"),
)

relations = Table(
    "relations",
    metadata,
    _text("id", key=True),
    _of_document(key=False),
    _whole("ordinal", needed=True),
    _text("kind", needed=True),
    _text("status", needed=True),
    Column("actor_a", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    Column("actor_b", Text, ForeignKey("actors.id", ondelete="SET NULL")),
    *_span("a"),
    *_span("b"),
    *_words(),
    *_span("sentence"),
    Column("claim_id", Text, ForeignKey("claims.id", ondelete="SET NULL")),
    *_origin(),
    _run(),
    Index("relations_document_id", "document_id"),
    Index("relations_actor_a", "actor_a"),
    Index("relations_actor_b", "actor_b"),
    Index("relations_claim_id", "claim_id"),
)

rejects = Table(
    "rejects",
    metadata,
    _text("source", key=True),
    _text("document_id", key=True),
    _text("reason", key=True),
    _text("cure", needed=True),
    _text("path", needed=True),
    _run(),
    Index("rejects_path", "path"),
)

sketches = Table(
    "sketches",
    metadata,
    _of_document(),
    _text("method", needed=True),
    _whole("words", needed=True),
    _text("sketch", needed=True),
)

families = Table(
    "families",
    metadata,
    _text("id", key=True),
    _text("origin", needed=True),
    _whole("documents", needed=True),
)

family_documents = Table(
    "family_documents",
    metadata,
    _of_document(),
    _text("family_id", needed=True),
    _text("nearest"),
    Index("family_documents_family_id", "family_id"),
)

family_edges = Table(
    "family_edges",
    metadata,
    _of_document(),
    Column(
        "other_id",
        Text,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    _text("kind", needed=True),
    _text("derivation"),
    Column("share", Float(53), nullable=False),
    Column("other_share", Float(53), nullable=False),
    _whole("opening", needed=True),
    _text("spans", needed=True),
    _text("other_spans", needed=True),
    Index("family_edges_other_id", "other_id"),
)
