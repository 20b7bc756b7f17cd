"""Incidents across documents: which reports are joined, against the keys of annotated articles.

`gold reports` joins the annotators' own reports, so that nothing but the joining is measured;
`own reports` codes the articles first, and measures those reports that an annotated one answers.
Two simple rules stand beside both: every report alone, and one type, day and point together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from dateline.evaluate.actor import b_cubed
from dateline.evaluate.gold.annotated import annotated
from dateline.evaluate.gold.matching import best_pairs, same_incident
from dateline.evaluate.gold.reader import annotated_file, read_annotated
from dateline.evaluate.gold.whole_path import coded
from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents import clusters, signatures
from dateline.reconcile.incidents.blocking import candidates
from dateline.reconcile.incidents.table import table_of
from dateline.records import record_from_dict
from dateline.run.families import update_families
from dateline.store import Stored, open_store
from dateline.store.evidence import load_evidence
from dateline.store.run import RunInfo, RunWriter

if TYPE_CHECKING:
    from dateline.code.coder import Annotator

Article = Mapping[str, Any]
Groups = Sequence[Sequence[str]]


def run(data: Path, annotator: Annotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of figures for `data`, a JSONL file or a folder with PART.jsonl.

    `b3` rows have p, r, f1 (Bagga and Baldwin 1998) and the reports; `pairs` rows count pairs of
    reports; `compared` says which share of the true pairs are compared at all. DataError where
    the data are absent or malformed.
    """
    from dateline import __version__
    from dateline.code import Coder
    from dateline.code.normalisers import load_normalisers
    from dateline.config import load_config

    gold = list(read_annotated(annotated_file(data, part)))
    settings = load_config()
    coder = Coder(annotator, load_normalisers(settings), settings.code, __version__)
    rows: dict[str, dict[str, float]] = {}
    with evidence_of(gold) as found:
        rows |= measured("gold reports", found, annotated_keys(gold))
    own = list(coded(gold, coder))
    with evidence_of(own) as found:
        rows |= measured("own reports", found, matched_keys(gold, own))
    return rows


@contextmanager
def evidence_of(articles: Iterable[Article]) -> Iterator[list[Evidence]]:
    """The evidence of stand-off records, by way of an archive of their own."""
    with TemporaryDirectory(prefix="dateline-") as folder:
        with open_store(str(Path(folder) / "archive.db"), create=True) as store:
            records = [record_from_dict(article) for article in articles]
            writer = RunWriter(store, RunInfo("evaluate", "evaluate", "{}"))
            writer.write([Stored(record, record.document) for record in records])
            update_families(store)
            with store.reading() as connection:
                found = list(load_evidence(connection))
        yield found


def annotated_keys(gold: Iterable[Article]) -> dict[str, str]:
    """The incident's key of each annotated report, by the report's id in an archive."""
    return {
        f"{article['id']}/{incident['id']}": incident["key"]
        for article in gold
        for incident in article.get("incidents") or ()
        if incident.get("key")
    }


def matched_keys(gold: Iterable[Article], own: Iterable[Article]) -> dict[str, str]:
    """The key of each coded report that an annotated one answers (triggers that overlap)."""
    answers = {article["id"]: article for article in own}
    out: dict[str, str] = {}
    for article in gold:
        answer = answers.get(article["id"])
        if answer is None:
            continue
        # The place in the list is the report's; records of incidents do not keep their ids.
        mine = list(enumerate(annotated(answer).incidents))
        pairs = best_pairs(annotated(article).incidents, mine, lambda g, p: same_incident(g, p[1]))
        for incident, (place, _) in pairs:
            if incident.key:
                out[f"{article['id']}/{answer['incidents'][place]['id']}"] = incident.key
    return out


def measured(
    name: str, evidence: Sequence[Evidence], keys: Mapping[str, str]
) -> dict[str, dict[str, float]]:
    """The rows of one kind of reports; those without a key are joined too, and not counted."""
    ways: dict[str, Callable[[], Groups]] = {
        "joined": lambda: [cluster.ids for cluster in clusters(evidence)],
        "each alone": lambda: [[e.report_id] for e in evidence],
        "one type, day, point": lambda: _by_rule(evidence),
    }
    rows = {}
    for way, groups in ways.items():
        mine = {report: n for n, group in enumerate(groups()) for report in group}
        mine = {report: mine[report] for report in keys if report in mine}
        true = {report: keys[report] for report in mine}
        rows[f"{name}, {way}: b3"] = _b3(mine, true)
        rows[f"{name}, {way}: pairs"] = _pairs(mine, true)
    rows[f"{name}: compared"] = _compared(evidence, keys)
    return rows


def _by_rule(evidence: Sequence[Evidence]) -> Groups:
    groups: dict[tuple[object, ...], list[str]] = {}
    for e in evidence:
        place = e.place
        known = e.date_from and place and place.lat is not None
        key: tuple[object, ...] = (e.report_id,)
        if known and place:
            key = (e.type, e.date_from, e.date_to, place.lat, place.lon)
        groups.setdefault(key, []).append(e.report_id)
    return list(groups.values())


def _b3(mine: Mapping[str, int], true: Mapping[str, str]) -> dict[str, float]:
    summed = b_cubed(list(true.values()), [str(mine[report]) for report in true])
    p, r = (total / max(1, len(true)) for total in summed)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0, "reports": len(true)}


def _pairs(mine: Mapping[str, int], true: Mapping[str, str]) -> dict[str, float]:
    def together(groups: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(groups).values())

    right = together((mine[report], true[report]) for report in mine)
    predicted, gold = together(mine.values()), together(true.values())
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": p, "r": r, "f1": f1, "gold": gold, "predicted": predicted}


def _compared(evidence: Sequence[Evidence], keys: Mapping[str, str]) -> dict[str, float]:
    table = table_of(signatures(evidence))
    a, b = candidates(table)
    true = sum(
        keys.get(table.ids[x], x) == keys.get(table.ids[y], y)
        for x, y in zip(a.tolist(), b.tolist(), strict=True)
    )
    sizes = Counter(keys[e.report_id] for e in evidence if e.report_id in keys)
    gold = sum(n * (n - 1) // 2 for n in sizes.values())
    return {"r": true / gold if gold else 0.0, "gold": gold, "predicted": len(a)}
