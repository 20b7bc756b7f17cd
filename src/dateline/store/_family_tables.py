"""Tables of who copied whom: sketches, edges and families."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Table, Text

from dateline.store._columns import (
    metadata,
    of_document,
    text,
    whole,
)

sketches = Table(
    "sketches",
    metadata,
    of_document(),
    text("method", needed=True),
    whole("words", needed=True),
    text("sketch", needed=True),
)

families = Table(
    "families",
    metadata,
    text("id", key=True),
    text("origin", needed=True),
    whole("documents", needed=True),
)

family_documents = Table(
    "family_documents",
    metadata,
    of_document(),
    text("family_id", needed=True),
    text("nearest"),
    Index("family_documents_family_id", "family_id"),
)

family_edges = Table(
    "family_edges",
    metadata,
    of_document(),
    Column(
        "other_id",
        Text,
        ForeignKey("documents.id", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
    ),
    text("kind", needed=True),
    text("derivation"),
    Column("share", Float(53), nullable=False),
    Column("other_share", Float(53), nullable=False),
    whole("opening", needed=True),
    text("spans", needed=True),
    text("other_spans", needed=True),
    Index("family_edges_other_id", "other_id"),
)
