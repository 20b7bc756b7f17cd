"""Tables of what words mean: times, numbers and places of documents."""

from __future__ import annotations

from sqlalchemy import Table

from dateline.store._columns import (
    metadata,
    of_document,
    ordinal,
    real,
    run,
    text,
    whole,
    words,
)

times = Table(
    "times",
    metadata,
    of_document(),
    ordinal(),
    *words(),
    text("date_from"),
    text("date_to"),
    whole("precision", needed=True),
    text("timex_type", needed=True),
    text("value"),
    text("modifier"),
    text("anchor"),
    text("rule"),
    text("unresolved"),
    run(),
)

numbers = Table(
    "numbers",
    metadata,
    of_document(),
    ordinal(),
    *words(),
    real("low"),
    real("best"),
    real("high"),
    text("relation", needed=True),
    text("counted"),
    text("noun"),
    whole("base_start"),
    whole("base_end"),
    real("base_value"),
    text("unit"),
    text("direction"),
    text("base_date"),
    text("rule"),
    run(),
)

places = Table(
    "places",
    metadata,
    of_document(),
    ordinal(),
    *words(),
    text("name", needed=True),
    real("lat"),
    real("lon"),
    text("country"),
    text("admin1"),
    whole("precision"),
    text("feature"),
    text("geometry"),
    text("gazetteer_id"),
    text("candidates", needed=True),
    text("rule"),
    text("unresolved"),
    run(),
)
