"""How often tolls and independent sources of an incident are those of a pack's key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.evaluate.files import DataError
from dateline.evaluate.gold.reader import annotated_file, read_annotated
from dateline.evaluate.gold.whole_path import coded
from dateline.evaluate.incidents import annotated_keys, evidence_of, matched_keys
from dateline.evaluate.packs.articles import as_read
from dateline.evaluate.packs.read import BOUNDS, PackIncident, read_packs
from dateline.evaluate.time import gold_interval
from dateline.normalise.place._geometry import distance_km
from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents import clusters
from dateline.reconcile.tolls import Summary, summarise

if TYPE_CHECKING:
    from dateline.code import Coder
    from dateline.code.coder import Annotator

Rows = dict[str, dict[str, float]]

_NEAR_KM = 25.0

_FILES = {"train": ("synth-train", "train"), "dev": ("dev",)}
"""Files of annotated articles that may hold a part's packs, the first that is there."""


def run(data: Path, annotator: Annotator, part: str = "dev") -> Rows:
    """The rows of figures of the packs in `data`, a folder of annotated articles; part train, dev
    or all, which tells the two apart.

    `gold reports` joins the annotators' reports by the annotators' keys, so that nothing but the
    summing up is measured; `own reports` is the whole path from the text alone. DataError where
    the data are absent or malformed.
    """
    from dateline import __version__
    from dateline.code import Coder
    from dateline.code.normalisers import load_normalisers
    from dateline.config import load_config

    if part not in (*_FILES, "all"):
        raise DataError(f"no part {part!r}", str(data), "choose train, dev or all")
    truth = read_packs(data)
    settings = load_config()
    coder = Coder(annotator, load_normalisers(settings), settings.code, __version__)
    rows: Rows = {}
    for name in _FILES if part == "all" else (part,):
        articles = _articles(data, name, {incident.pack for incident in truth})
        rows |= scored(f"{name} packs, gold reports", truth, gold_summaries(articles))
        rows |= scored(f"{name} packs, own reports", truth, own_summaries(articles, coder))
    return rows


def _articles(data: Path, part: str, packs: set[str]) -> list[dict[str, Any]]:
    known = [name for name in _FILES[part] if (data / f"{name}.jsonl").is_file()]
    path = annotated_file(data, known[0] if known else part)
    return [article for article in read_annotated(path) if article.get("pack") in packs]


def gold_summaries(articles: Sequence[Mapping[str, Any]]) -> dict[str, Summary]:
    """What the annotated reports of each key come to."""
    keys = annotated_keys(articles)
    with evidence_of(as_read(article) for article in articles) as evidence:
        groups: dict[str, list[Evidence]] = defaultdict(list)
        for report in evidence:
            if report.report_id in keys:
                groups[keys[report.report_id]].append(report)
        return {key: summarise(reports) for key, reports in groups.items()}


def own_summaries(articles: Sequence[Mapping[str, Any]], coder: Coder) -> dict[str, Summary | None]:
    """What Dateline's own incidents say of each key: the one with most of the key's reports.

    A key that no report answers has no summary. Both are found by the annotators' triggers.
    """
    own = list(coded(articles, coder))
    key_of = matched_keys(articles, own)
    found: dict[str, Summary | None] = dict.fromkeys(annotated_keys(articles).values())
    best: Counter[str] = Counter()
    with evidence_of(own) as evidence:
        by_id = {report.report_id: report for report in evidence}
        for cluster in clusters(evidence):
            for key, reports in sorted(_keys_in(cluster.ids, key_of).items()):
                if reports > best[key]:
                    best[key] = reports
                    found[key] = summarise([by_id[name] for name in cluster.ids])
    return found


def _chosen(incident: PackIncident, summary: Summary | None) -> Iterator[tuple[str, bool]]:
    """Whether type, days and place are the recorder's; only what the recorder gives is asked."""
    told = summary.told if summary else None
    yield "type", told is not None and told.type == incident.type
    if incident.days:
        days = gold_interval(*told.date[:2]) if told and told.date else None
        yield "days", days == incident.days
    if incident.point:
        place = told.place if told else None
        far = inf
        if place and place.lat is not None and place.lon is not None:
            far = distance_km(*incident.point, place.lat, place.lon)
        yield "place within 25 km", far <= _NEAR_KM


def _keys_in(reports: Iterable[str], key_of: Mapping[str, str]) -> Counter[str]:
    return Counter(key_of[name] for name in reports if name in key_of)


def scored(name: str, truth: Iterable[PackIncident], found: Mapping[str, Summary | None]) -> Rows:
    """The rows of one kind of reports, for the incidents that `found` has (a key, perhaps None).

    A recorder writes 0 where nobody counts victims and Dateline leaves it unknown: the two are
    one in `bounds` and `tolls` (all three bounds right), told apart in `as written`. `where told`
    has only tolls of which the key has more than 0.
    """
    counts: dict[str, list[bool]] = defaultdict(list)
    for incident in truth:
        if incident.key not in found:
            continue
        summary = found[incident.key]
        for what, wanted in incident.bounds.items():
            toll = summary.toll(what) if summary else None
            given = tuple(getattr(toll, bound) if toll else None for bound in BOUNDS)
            pairs = list(zip(given, wanted, strict=True))
            right = [(a or 0) == (b or 0) for a, b in pairs]
            counts["bounds"] += right
            counts["tolls"].append(all(right))
            counts["bounds, as written"] += [a == b for a, b in pairs]
            if any(wanted):
                counts["bounds where told"] += right
                counts["tolls where told"].append(all(right))
                for bound, hit in zip(BOUNDS, right, strict=True):
                    counts[f"{what} {bound} where told"].append(hit)
        counts["sources"].append(summary is not None and summary.sources.count == incident.sources)
        for row, hit in _chosen(incident, summary):
            counts[row].append(hit)
    return {
        f"{name}: {row}": {"accuracy": sum(hits) / len(hits), "of": len(hits)}
        for row, hits in counts.items()
    }
