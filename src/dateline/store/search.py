"""Full-text search: SQLite's FTS5 over incidents and documents; elsewhere letters in order.

The words of an incident (sentences and titles of its reports, place, actors) are kept in the table
`incident_search`, brought up to date by `update_search`. On SQLite two FTS5 tables lie on it and on
`documents`, kept in step by triggers; a Python without FTS5 searches by letters too.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    column,
    delete,
    insert,
    inspect,
    or_,
    select,
    text,
)
from sqlalchemy import table as light_table
from sqlalchemy.exc import OperationalError

from dateline.store import schema

_AT_ONCE = 500
_MOST_WORDS = 20_000
"""Code points of an incident that are searched."""
MOST_TERMS = 20
"""Terms of one search; more are not looked at."""

_TERM = re.compile(r'"([^"]{1,200})"?|([^\s"]{1,200})')

_FTS = (
    # Not in the schema: PostgreSQL refuses rows whose indexed words are long.
    "CREATE INDEX documents_outlet ON documents (outlet, published)",
    "CREATE INDEX claims_source_words ON claims (source_words, source_actor, id)",
    "CREATE VIRTUAL TABLE incident_words USING fts5(words, content='incident_search',"
    " content_rowid='n', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER incident_words_in AFTER INSERT ON incident_search BEGIN"
    " INSERT INTO incident_words(rowid, words) VALUES (new.n, new.words); END",
    "CREATE TRIGGER incident_words_out AFTER DELETE ON incident_search BEGIN"
    " INSERT INTO incident_words(incident_words, rowid, words)"
    " VALUES ('delete', old.n, old.words); END",
    "CREATE TABLE document_numbers (n INTEGER PRIMARY KEY, document_id TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE document_words USING fts5(title, text, content='',"
    " tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER document_words_in AFTER INSERT ON documents BEGIN"
    " INSERT INTO document_numbers(document_id) VALUES (new.id);"
    " INSERT INTO document_words(rowid, title, text)"
    " SELECT n, new.title, new.text FROM document_numbers WHERE document_id = new.id; END",
    # A contentless index is told what to forget.
    "CREATE TRIGGER document_words_out AFTER DELETE ON documents BEGIN"
    " INSERT INTO document_words(document_words, rowid, title, text)"
    " SELECT 'delete', n, old.title, old.text FROM document_numbers WHERE document_id = old.id;"
    " DELETE FROM document_numbers WHERE document_id = old.id; END",
    "CREATE TRIGGER document_words_changed AFTER UPDATE OF id, title, text ON documents BEGIN"
    " INSERT INTO document_words(document_words, rowid, title, text)"
    " SELECT 'delete', n, old.title, old.text FROM document_numbers WHERE document_id = old.id;"
    " UPDATE document_numbers SET document_id = new.id WHERE document_id = old.id;"
    " INSERT INTO document_words(rowid, title, text)"
    " SELECT n, new.title, new.text FROM document_numbers WHERE document_id = new.id; END",
)
_FILL = (
    "INSERT INTO incident_words(incident_words) VALUES ('rebuild')",
    "INSERT INTO document_numbers(document_id) SELECT id FROM documents ORDER BY id",
    "INSERT INTO document_words(rowid, title, text)"
    " SELECT n, d.title, d.text FROM documents d JOIN document_numbers ON document_id = d.id",
)

_T = TypeVar("_T")


def update_search(connection: Connection) -> int:
    """Takes the words of incidents that are new or changed; how many were.

    Needs a writing connection. The first call on a SQLite archive makes the full-text index.
    """
    _make_index(connection)
    i, s = schema.incidents.c, schema.incident_search.c
    changed = list(
        connection.execute(
            select(i.id)
            .outerjoin(schema.incident_search, s.incident_id == i.id)
            .where(or_(s.content_hash.is_(None), s.content_hash != i.content_hash))
            .order_by(i.id)
        ).scalars()
    )
    for some in _batches(changed):
        connection.execute(
            delete(schema.incident_search).where(schema.incident_search.c.incident_id.in_(some))
        )
        connection.execute(insert(schema.incident_search), _rows(connection, some))
    return len(changed)


def is_stale(connection: Connection) -> bool:
    """Whether `update_search` has something to do."""
    if connection.dialect.name == "sqlite" and not _indexed(connection) and _can_fts(connection):
        return True
    i, s = schema.incidents.c, schema.incident_search.c
    query = (
        select(i.id)
        .outerjoin(schema.incident_search, s.incident_id == i.id)
        .where(or_(s.content_hash.is_(None), s.content_hash != i.content_hash))
    )
    return connection.execute(query.limit(1)).first() is not None


def incidents_with(connection: Connection, query: str) -> ColumnElement[bool]:
    """A condition on `incidents`: those in whose words all terms of a query occur.

    Terms are words, "phrases" and beginnings (`word*`); case and accents do not matter. Raises
    ValueError for a query without a letter or digit.
    """
    found = terms(query)
    n = schema.incident_search.c.n
    ids = select(schema.incident_search.c.incident_id)
    if connection.dialect.name == "sqlite" and _indexed(connection):
        ids = ids.where(n.in_(_matches("incident_words", found)))
    else:
        words = schema.incident_search.c.words
        ids = ids.where(and_(*(words.contains(t, autoescape=True) for t, _ in found)))
    return schema.incidents.c.id.in_(ids)


def documents_with(connection: Connection, query: str) -> ColumnElement[bool]:
    """A condition on `documents`: those in whose title and text all terms of a query occur.

    As `incidents_with`; without FTS5, accents matter.
    """
    found = terms(query)
    d = schema.documents.c
    if connection.dialect.name == "sqlite" and _indexed(connection):
        numbers = light_table("document_numbers", column("n"), column("document_id"))
        ids = select(numbers.c.document_id).where(
            numbers.c.n.in_(_matches("document_words", found))
        )
        return d.id.in_(ids)
    return and_(
        *(
            or_(d.title.icontains(t, autoescape=True), d.text.icontains(t, autoescape=True))
            for t, _ in found
        )
    )


def terms(query: str) -> list[tuple[str, bool]]:
    """The terms of a query, without case and accents, and whether each is a beginning."""
    found = []
    for match in islice(_TERM.finditer(query), MOST_TERMS):
        term = folded(match[1] or match[2])
        if any(c.isalnum() for c in term):
            found.append((term.rstrip("*").strip(), bool(match[2]) and term.endswith("*")))
    if not found:
        raise ValueError("nothing to search for: no letter or digit")
    return found


def folded(words: str) -> str:
    """Words without case and accents, as they are compared."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c) and c != "\x00")


def _matches(table: str, found: Sequence[tuple[str, bool]]) -> ColumnElement[int]:
    quoted = (f'"{term.replace(chr(34), " ")}"{"*" if start else ""}' for term, start in found)
    name = light_table(table, column("rowid"))
    match = text(f"{table} MATCH :words").bindparams(words=" ".join(quoted))
    return select(name.c.rowid).select_from(name).where(match)  # type: ignore[return-value]


def _rows(connection: Connection, ids: Sequence[str]) -> list[dict[str, object]]:
    i, r, m = schema.incidents.c, schema.reports.c, schema.incident_reports.c
    d, a = schema.documents.c, schema.incident_actors.c
    words: dict[str, list[str | None]] = defaultdict(list)
    hashes: dict[str, str] = {}
    facts = select(i.id, i.content_hash, i.place_name, i.place_admin1, i.sentence_words)
    for row in connection.execute(facts.where(i.id.in_(ids))):
        hashes[row.id] = row.content_hash
        words[row.id] += [row.place_name, row.place_admin1, row.sentence_words]
    actors = select(a.incident_id, a.name).where(a.incident_id.in_(ids))
    for side in connection.execute(actors.order_by(a.incident_id, a.role, a.ordinal)):
        words[side.incident_id].append(side.name)
    reports = (
        select(m.incident_id, r.sentence_words, d.title)
        .join(schema.reports, r.id == m.report_id)
        .join(schema.documents, d.id == m.document_id)
        .where(m.incident_id.in_(ids))
        .order_by(m.incident_id, m.report_id)
    )
    for told in connection.execute(reports):
        words[told.incident_id] += [told.title, told.sentence_words]
    return [
        {
            "n": int(name.lstrip("I")),
            "incident_id": name,
            "content_hash": content_hash,
            "words": _text(words[name]),
        }
        for name, content_hash in sorted(hashes.items())
    ]


def _text(words: Iterable[str | None]) -> str:
    return folded("\n".join(dict.fromkeys(w for w in words if w)))[:_MOST_WORDS]


def _make_index(connection: Connection) -> None:
    if connection.dialect.name != "sqlite" or _indexed(connection) or not _can_fts(connection):
        return
    for statement in (*_FTS, *_FILL):
        connection.execute(text(statement.replace(":", r"\:")))


def _indexed(connection: Connection) -> bool:
    return inspect(connection).has_table("document_words")


def _can_fts(connection: Connection) -> bool:
    try:
        found = connection.execute(
            text("SELECT 1 FROM pragma_compile_options WHERE compile_options = 'ENABLE_FTS5'")
        )
    except OperationalError:
        return False
    return found.first() is not None


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
