"""The table of the words by which incidents are searched; SQLite's full-text index lies on it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text

from dateline.store._columns import metadata, text, whole

incident_search = Table(
    "incident_search",
    metadata,
    # The number of the incident's identifier: the row number of the full-text index.
    whole("n", key=True),
    Column(
        "incident_id",
        Text,
        ForeignKey("incidents.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
    ),
    # The incident's, as it was when its words were taken.
    text("content_hash", needed=True),
    # Sentences, titles, place and actors, without case and accents.
    text("words", needed=True),
)
