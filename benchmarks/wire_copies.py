"""A wire story that many papers print: how long an archive takes to join its copies.

    python benchmarks/wire_copies.py [--copies 1000] [--reports 5] [--edited 20]

The copies are of one invented story. Each has its own outlet; every `--edited`th one tells each
report in a version of its own (one word of the passage is another). Seconds are of the processor,
of one process; no database.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import replace

from dateline.reconcile.evidence import (
    ActorEvidence,
    ClaimEvidence,
    DocumentEvidence,
    Evidence,
    PlaceEvidence,
    TollEvidence,
    Words,
)
from dateline.reconcile.families import PassageSource
from dateline.reconcile.incidents import clusters_of, signatures
from dateline.reconcile.tolls import summarise

TOWNS = ("Kutum", "Petel-Bana", "Daquq", "Hawija", "Marawi")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--copies", type=int, default=1_000)
    options.add_argument("--reports", type=int, default=5)
    options.add_argument("--edited", type=int, default=20, help="0: none is another version")
    given = options.parse_args()
    reports = list(wire_reports(given.copies, given.reports, given.edited))
    start = time.process_time()
    signed = list(signatures(reports))
    start = told("signatures", start)
    found = clusters_of(signed)
    start = told(f"joined into {len(found)} incidents", start)
    by_id = {e.report_id: e for e in reports}
    sources = [summarise([by_id[i] for i in cluster.ids]).sources.count for cluster in found]
    told(f"tolls and sources ({max(sources)} independent at most)", start)


def told(step: str, start: float) -> float:
    now = time.process_time()
    print(f"{step}: {now - start:.1f} s")
    return now


def wire_reports(copies: int, reports: int, edited: int) -> Iterator[Evidence]:
    """The reports of each copy in turn; a story tells an attack on each of some towns."""
    for copy in range(copies):
        odd = edited and copy % edited == edited - 1
        document = DocumentEvidence(
            f"paper-{copy}",
            f"Attacks on towns, paper {copy}",
            f"Paper {copy}",
            f"2024-05-{16 + copy % 3}",
            "AFP",
            "en",
            True,
            "paper-0",
        )
        for n in range(reports):
            yield report(document, n, f"edition{copy}" if odd else "market")


def report(document: DocumentEvidence, n: int, word: str) -> Evidence:
    town, dead = TOWNS[n % len(TOWNS)], 11 + n
    text = f"Gunmen shot {dead} people dead at the {word} of {town}, Colonel Adam Ishaq said."
    source = PassageSource("paper-0", own=False)
    whole, shot, number = (
        Words(text.index(part), text.index(part) + len(part), part)
        for part in (text, "shot", str(dead))
    )
    speaker = Words(text.index("Colonel"), text.index(" said"), "Colonel Adam Ishaq")
    claim = ClaimEvidence(
        f"{document.id}/c{n + 1}",
        whole,
        speaker,
        None,
        None,
        f"{document.id}/a2",
        "A000002",
        "Adam Ishaq",
        "named_person",
        "direct",
        "assert",
        "neutral",
        source,
    )
    return Evidence(
        report_id=f"{document.id}/i{n + 1}",
        type="attack",
        type_scores={"attack": 0.9},
        event_type="violence_against_civilians",
        status="happened",
        triggers=(replace(shot, start=shot.start + 400 * n, end=shot.end + 400 * n),),
        sentence=whole,
        passage=text,
        date_from="2024-05-15",
        date_to="2024-05-15",
        date_precision=1,
        date_stated=True,
        place=PlaceEvidence(town, 13.0 + n, 24.0 + n, "SD", None, 1, None),
        actors=(
            ActorEvidence("perpetrator", f"{document.id}/a1", None, "gunmen", 7, None),
            ActorEvidence("target", f"{document.id}/a3", None, "people", 7, None),
        ),
        arguments=(),
        tolls=(
            TollEvidence(
                1, "killed", "civilian", dead, dead, dead, number, claim.id, whole, source
            ),
        ),
        claims=(claim,),
        document=document,
        source=source,
    )


if __name__ == "__main__":
    main()
