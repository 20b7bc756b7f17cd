"""The chosen records as lines of the stand-off format."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from dateline.export.select import condition
from dateline.export.view import View
from dateline.store import by_id, schema


def record_lines(view: View) -> Iterator[str]:
    """Every chosen record as a line of JSON, in the order of document ids.

    Where names are hidden they are bars of the same length, so that offsets still hold.
    """
    r = schema.records.c
    query = select(r.document_id, r.json).order_by(by_id(view.connection, r.document_id))
    chosen = condition(view.connection, view.selection, "records")
    if chosen is not None:
        query = query.where(chosen)
    for row in view.connection.execution_options(yield_per=100).execute(query):
        if view.hidden is None:
            yield row.json
            continue
        content = view.hidden.record(row.document_id, json.loads(row.json))
        yield json.dumps(content, ensure_ascii=False, separators=(",", ":"))
