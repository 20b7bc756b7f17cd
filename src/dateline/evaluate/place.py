"""Accuracy of place resolution given the spans: LGL, TR-News and annotated articles.

``python -m dateline.evaluate.place --data ../shared/data/geo --gold ../shared/gold/dev.jsonl``
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.actor import plain_sentences
from dateline.normalise.actor import link_actors
from dateline.normalise.place import Gazetteer, PlaceContext, open_gazetteer, resolve_places
from dateline.normalise.place._geometry import distance_km
from dateline.normalise.place._parse import parse
from dateline.normalise.place._words import words
from dateline.records import Mention, PlaceValue, Span


@dataclass(frozen=True, slots=True)
class Located:
    """A span with its right point; `type` is PLACE or FACILITY."""

    span: Span
    lat: float
    lon: float
    type: str = "PLACE"
    precision: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A text with all its place spans and the located ones among them."""

    id: str
    text: str
    spans: tuple[Span, ...]
    types: tuple[str, ...]
    located: tuple[Located, ...]
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Located spans, how many were given a point, how many within each distance, and for how many
    of those with a precision (codebook 6) it is the same."""

    name: str
    located: int
    resolved: int
    within_25: int
    within_161: int
    graded: int = 0
    """Spans within 161 km that have a right precision on record."""
    same_precision: int = 0

    def row(self) -> str:
        share = [x / max(1, self.located) for x in (self.resolved, self.within_25, self.within_161)]
        graded = f"  precision {self.same_precision / self.graded:.3f}" if self.graded else ""
        return (
            f"{self.name:<24} located {self.located:>5}  resolved {share[0]:.3f}"
            f"  within 25 km {share[1]:.3f}  within 161 km {share[2]:.3f}{graded}"
        )


def read_toponyms(path: Path) -> Iterator[Article]:
    """The articles of LGL's or TR-News' XML file; toponyms without coordinates stay unlocated.

    Raises ValueError naming the file where it is not such a file.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{path}: not an XML file of toponyms: {error}") from error
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        spans: list[Span] = []
        located: list[Located] = []
        for toponym in article.iter("toponym"):
            start, end = int(toponym.findtext("start")), int(toponym.findtext("end"))
            span = _aligned(text, start, end, toponym.findtext("phrase"))
            if span is None:
                continue
            spans.append(span)
            lat, lon = toponym.findtext(".//lat"), toponym.findtext(".//lon")
            if lat and lon:
                located.append(Located(span, float(lat), float(lon)))
        yield Article(
            article.get("docid") or "", text, tuple(spans), ("PLACE",) * len(spans), tuple(located)
        )


def _aligned(text: str, start: int, end: int, phrase: str | None) -> Span | None:
    """The span as given, or where its words stand nearest: some offsets count other line ends."""
    if phrase and text[start:end] != phrase:
        found = [m.start() for m in re.finditer(re.escape(phrase), text)]
        if found:
            start = min(found, key=lambda at: (abs(at - start), at))
            end = start + len(phrase)
    return Span(start, end) if 0 <= start < end <= len(text) else None


def read_gold(path: Path) -> Iterator[Article]:
    """The articles of a stand-off file (codebook 10)."""
    with path.open("r", encoding="utf-8") as stream:
        for line in stream:
            row: dict[str, Any] = json.loads(line)
            mentions = [m for m in row.get("mentions", []) if m["type"] in ("PLACE", "FACILITY")]
            kinds = {(m["start"], m["end"]): m["type"] for m in mentions}
            for place in row.get("places", []):
                kinds.setdefault((place["start"], place["end"]), "PLACE")
            spans = sorted(Span(start, end) for start, end in kinds)
            located = [
                Located(
                    Span(p["start"], p["end"]), p["lat"], p["lon"],
                    kinds[p["start"], p["end"]], p.get("precision"),
                )
                for p in row.get("places", [])
                if p.get("lat") is not None
            ]  # fmt: skip
            yield Article(
                row["id"],
                row["text"],
                tuple(spans),
                tuple(kinds[s.start, s.end] for s in spans),
                tuple(located),
                tuple(Mention(m["start"], m["end"], m["type"]) for m in row.get("mentions", [])),
            )


def actor_countries(article: Article) -> tuple[str, ...]:
    """The countries of the listed actors that an annotated article names, as a run passes them."""
    if not article.mentions:
        return ()
    found = link_actors(article.text, article.mentions, plain_sentences(article.text))
    return tuple(actor.country for actor in found if actor.seed and actor.country
                 for _mention in actor.mentions)  # fmt: skip


def score(
    name: str, articles: Iterator[Article] | Sequence[Article], gazetteer: Gazetteer
) -> tuple[Score, list[tuple[str, Located, PlaceValue]]]:
    """The score over articles, and every span that is more than 161 km off or has no point."""
    total = resolved = near = far = graded = same = 0
    wrong: list[tuple[str, Located, PlaceValue]] = []
    for article in articles:
        context = PlaceContext(types=article.types, actor_countries=actor_countries(article))
        values = resolve_places(article.text, article.spans, gazetteer, context)
        by_span = {value.span: value for value in values}
        for place in article.located:
            total += 1
            value = by_span[place.span]
            if value.lat is None or value.lon is None:
                wrong.append((article.id, place, value))
                continue
            resolved += 1
            away = distance_km(place.lat, place.lon, value.lat, value.lon)
            near += away <= 25
            far += away <= 161
            if away <= 161 and place.precision is not None:
                graded += 1
                same += place.precision == value.precision
            if away > 25:
                wrong.append((article.id, place, value))
    return Score(name, total, resolved, near, far, graded, same), wrong


def cause(place: Located, value: PlaceValue) -> str:
    """Why a wrong value is wrong, as docs/place.md counts them: the form of the mention, and what
    became of it."""
    told = parse(value.name)
    form = told.form
    if form == "name":
        form = "country" if words().country_named(told.name) else "name"
    elif form not in ("common", "capital", "border"):
        form = "expression"
    if value.lat is None or value.lon is None:
        why = value.unresolved or ""
        if why.startswith("at "):
            return f"{form}: hangs on an unknown place"
        return f"{form}: {'refused' if 'namesake' in why or 'spelling' in why else 'unknown'}"
    extent = "exact" if (place.precision or 1) <= 2 else "area"
    away = distance_km(place.lat, place.lon, value.lat, value.lon)
    return f"{form}: {extent}, {'over 161' if away > 161 else '25-161'} km off"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one row for each data set that is there; 2 where none is."""
    parser = argparse.ArgumentParser(prog="python -m dateline.evaluate.place")
    parser.add_argument("--data", type=Path, help="folder with LGL.xml and TR-News.xml")
    parser.add_argument("--gold", type=Path, action="append", default=[], help="stand-off file")
    parser.add_argument("--cache", type=Path, help="cache folder of the gazetteer")
    parser.add_argument("--causes", action="store_true", help="count the wrong spans by cause")
    parser.add_argument("--errors", type=Path, help="write wrong spans there, one JSON a line")
    options = parser.parse_args(arguments)
    sets: list[tuple[str, Iterator[Article]]] = []
    if options.data:
        for path in sorted(options.data.glob("*.xml")):
            sets.append((path.stem, read_toponyms(path)))
    sets += [(path.stem, read_gold(path)) for path in options.gold]
    if not sets:
        print("nothing to score: give --data FOLDER or --gold FILE", file=sys.stderr)
        return 2
    gazetteer = open_gazetteer(options.cache)
    errors: list[dict[str, Any]] = []
    for name, articles in sets:
        found, wrong = score(name, articles, gazetteer)
        print(found.row(), flush=True)
        if options.causes:
            counts = Counter(cause(place, value) for _ident, place, value in wrong)
            for why, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
                print(f"  {count:>5}  {why}")
        errors += [
            {"set": name, "id": ident, "name": value.name, "gold": [place.lat, place.lon],
             "start": value.start, "precision": place.precision, "given": [value.lat, value.lon],
             "rule": value.rule, "why": value.unresolved, "type": place.type}
            for ident, place, value in wrong
        ]  # fmt: skip
    if options.errors:
        options.errors.write_text("".join(json.dumps(row) + "\n" for row in errors), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
