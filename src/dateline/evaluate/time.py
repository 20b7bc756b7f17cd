"""Time expressions against public sets and the gold documents.

TimeML documents (TimeBank, AQUAINT) and WikiWars' TIMEX2 documents are scored with TempEval-3's
measures (N. UzZaman et al., SemEval-2013 task 1): a system expression is matched strictly where
its extent is the gold one's, relaxedly where the two overlap, and by value where a relaxed match
also carries the same value. Of nested TIMEX2 elements the outer one is scored.

The gold documents are scored as the project's scorer does it (`times span`, `times value`), and
by value alone where the gold spans are given.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateline.normalise.time import TimeContext, find_times, resolve_spans
from dateline.normalise.time._calendar import Interval, month, year_span
from dateline.records import Span, TimeValue


@dataclass(frozen=True, slots=True)
class Timex:
    """An annotated or predicted expression: code points into its document's text, and value."""

    start: int
    end: int
    value: str
    type: str = "DATE"


@dataclass(frozen=True, slots=True)
class TimexDocument:
    """A document of a public set; `created` is its creation time as its first ten characters."""

    id: str
    text: str
    created: date | None
    timexes: tuple[Timex, ...]
    narrative: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each 0..1, with the counts behind them."""

    correct: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.predicted + self.gold
        return 2 * self.correct / both if both else 0.0


_TAG = re.compile(r"<[^>]*>")
_TIMEX3 = re.compile(r"<(/?)TIMEX[23]\b([^>]*)>|<[^>]*>|&[#\w]+;")
_ATTRIBUTE = re.compile(r'([\w]+)="([^"]*)"')


def read_timeml(path: Path) -> TimexDocument:
    """One TimeML file (`.tml`). Empty TIMEX3 tags, which mark no words, are left out."""
    raw = path.read_text(encoding="utf-8")
    created = re.search(r'<DCT>.*?\bvalue="(\d{4}-\d{2}-\d{2})', raw, re.DOTALL)
    body = raw[raw.find("<TEXT>") + 6 : raw.rfind("</TEXT>")]
    text, timexes = _inline(body)
    day = date.fromisoformat(created[1]) if created else None
    return TimexDocument(path.stem, text, day, timexes)


def read_wikiwars(path: Path) -> TimexDocument:
    """One WikiWars file (`.key.xml`, TIMEX2 inline): history prose, told by its own dates."""
    raw = path.read_text(encoding="utf-8")
    created = re.search(r'<DATETIME>.*?val="(\d{4}-\d{2}-\d{2})', raw, re.DOTALL)
    body = raw[raw.find("<TEXT>") + 6 : raw.rfind("</TEXT>")]
    text, timexes = _inline(body)
    day = date.fromisoformat(created[1]) if created else None
    return TimexDocument(path.name.split(".")[0], text, day, timexes, narrative=True)


def _inline(body: str) -> tuple[str, tuple[Timex, ...]]:
    """Text without tags, and the TIMEX elements' extents; of nested ones the outer alone."""
    parts: list[str] = []
    length, at = 0, 0
    stack: list[tuple[int, dict[str, str]]] = []
    found: list[Timex] = []
    for match in _TIMEX3.finditer(body):
        piece = body[at : match.start()]
        at = match.end()
        if match[0].startswith("&"):
            piece += html.unescape(match[0])
        parts.append(piece)
        length += len(piece)
        if match[1] is None:
            continue
        if not match[1]:
            if not match[2].endswith("/"):
                stack.append((length, dict(_ATTRIBUTE.findall(match[2]))))
        elif stack:
            start, held = stack.pop()
            value = held.get("value") or held.get("val") or ""
            if length > start and not stack:
                found.append(Timex(start, length, value, held.get("type", "")))
    parts.append(body[at:])
    return "".join(parts), tuple(found)


def read_folder(folder: Path) -> list[TimexDocument]:
    """Every `.tml` (TimeML) and `.key.xml` (WikiWars) under a folder, by name.

    Raises FileNotFoundError where there is none.
    """
    documents = [read_timeml(p) for p in sorted(folder.rglob("*.tml"))]
    documents += [read_wikiwars(p) for p in sorted(folder.rglob("*.key.xml"))]
    if not documents:
        raise FileNotFoundError(f"{folder}: no .tml or .key.xml file in it; name the data folder")
    return documents


Reader = Callable[[TimexDocument], Sequence[Timex]]


def predict(document: TimexDocument) -> list[Timex]:
    """What `find_times` reads in a document, in TimeML's style."""
    context = TimeContext(document.created, style="timex3", narrative=document.narrative)
    return [
        Timex(v.start, v.end, v.value or "", v.timex_type)
        for v in find_times(document.text, context)
    ]


def score_timexes(documents: Iterable[TimexDocument], reader: Reader = predict) -> dict[str, Score]:
    """Strict, relaxed and value scores over documents, micro-averaged.

    `value as written` leaves `normalise_value` out; `type` counts equal TIMEX3 types."""
    counts = dict.fromkeys(("strict", "relaxed", "value", "value as written", "type"), 0)
    gold_count = predicted_count = 0
    for document in documents:
        predicted = list(reader(document))
        predicted_count += len(predicted)
        gold_count += len(document.timexes)
        for gold, found in match_timexes(document.timexes, predicted):
            counts["relaxed"] += 1
            counts["strict"] += (gold.start, gold.end) == (found.start, found.end)
            counts["value"] += same_value(gold.value, found.value)
            counts["value as written"] += gold.value == found.value
            counts["type"] += gold.type == found.type
    return {name: Score(count, predicted_count, gold_count) for name, count in counts.items()}


def match_timexes(gold: Sequence[Timex], predicted: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Pairs that overlap, one to one, the largest overlap first."""
    cells = sorted(
        (-_shared(g, p), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if _shared(g, p) > 0
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, i, j in cells:
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def _shared(a: Timex, b: Timex) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def same_value(gold: str, found: str) -> bool:
    """TempEval-3's equality of values, after `normalise_value`."""
    return normalise_value(gold) == normalise_value(found)


_HOURS = re.compile(r"^PT(\d+)H$")


def normalise_value(value: str) -> str:
    """One writing for values that TIMEX2 and TIMEX3 allow in several.

    "P1DE" and "P10Y" are one length, "PT24H" and "P1D", "T14" and "T14:00", "196X" and "196",
    "1989-W3" and "1989-W03"; the seconds of a clock time and its zone are left out.
    """
    value = value.strip().upper()
    if match := re.fullmatch(r"P([\d.]+)(DE|CE|C|E|ML|L)", value):
        factor = {"DE": 10, "E": 10, "CE": 100, "C": 100, "ML": 1000, "L": 1000}[match[2]]
        value = f"P{float(match[1]) * factor:g}Y"
    if match := re.fullmatch(r"PX(DE|CE|C|E)", value):
        value = "PX" + {"DE": "E", "E": "E", "CE": "C", "C": "C"}[match[1]]
    if match := re.fullmatch(r"P(\d+)Q", value):
        value = f"P{3 * int(match[1])}M"
    if (match := _HOURS.match(value)) and int(match[1]) % 24 == 0:
        value = f"P{int(match[1]) // 24}D"
    if match := re.fullmatch(r"(\d{4})-W(\d)", value):
        value = f"{match[1]}-W0{match[2]}"
    value = re.sub(r"(T\d{2}:\d{2}):\d{2}.*$", r"\1", value)
    value = re.sub(r"(T\d{2}:\d{2})(Z|[+-]\d{2}:?\d{2})$", r"\1", value)
    value = re.sub(r"T(\d{2})$", r"T\1:00", value)
    value = re.sub(r"(-XX)+$", "", value)
    return re.sub(r"^(\d{2,3})X+$", r"\1", value)


# ---------------------------------------------------------------- gold documents (codebook 10)


def score_gold(records: Iterable[Mapping[str, Any]]) -> dict[str, Score]:
    """Stand-off records against rules alone: `times span`, `times value`, and `given spans`.

    `given spans` resolves the gold spans and counts the intervals that are the gold ones.
    """
    spans = values = predicted = gold_count = given = 0
    for record in records:
        context = gold_context(record)
        text = str(record["text"])
        gold = list(record.get("times", ()))
        found = [v for v in find_times(text, context) if told(v)]
        predicted += len(found)
        gold_count += len(gold)
        for item, value in _pair(gold, found):
            spans += 1
            values += gold_interval(item["from"], item["to"]) == interval_of(value)
        for item, value in zip(gold, given_values(record), strict=True):
            given += gold_interval(item["from"], item["to"]) == interval_of(value)
    return {
        "times span": Score(spans, predicted, gold_count),
        "times value": Score(values, predicted, gold_count),
        "given spans": Score(given, gold_count, gold_count),
    }


def given_values(record: Mapping[str, Any]) -> tuple[TimeValue, ...]:
    """The values of a record's gold time spans."""
    spans = [Span(item["start"], item["end"]) for item in record.get("times", ())]
    return resolve_spans(str(record["text"]), spans, gold_context(record))


def gold_context(record: Mapping[str, Any]) -> TimeContext:
    published = record.get("published")
    return TimeContext(date.fromisoformat(published) if published else None)


def told(value: TimeValue) -> bool:
    """Whether the codebook's `times` list a value: lengths and sets alone are mentions only."""
    return value.date_from is not None


def interval_of(value: TimeValue) -> tuple[date | None, date | None]:
    return gold_interval(value.date_from, value.date_to)


def gold_interval(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Partial ISO dates → first and last day, as the project's scorer reads them."""
    return _ends(first).first, _ends(last or first).last


def _ends(text: str | None) -> Interval:
    if not text:
        return Interval(None, None)
    parts = [int(x) for x in text.split("-")]
    if len(parts) == 1:
        return year_span(parts[0])
    if len(parts) == 2:
        return month(parts[0], parts[1])
    of = datetime(parts[0], parts[1], parts[2]).date()
    return Interval(of, of)


def _pair(
    gold: Sequence[Mapping[str, Any]], found: Sequence[TimeValue]
) -> Iterator[tuple[Mapping[str, Any], TimeValue]]:
    """Greedy one-to-one pairs by falling share of overlap, as the project's scorer pairs."""
    cells = []
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            shared = min(g["end"], f.end) - max(g["start"], f.start)
            if shared > 0:
                union = (g["end"] - g["start"]) + (f.end - f.start) - shared
                cells.append((-shared / union, i, j))
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in sorted(cells):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            yield gold[i], found[j]


# ---------------------------------------------------------------- the command


def report(shared: Path) -> list[tuple[str, str, Score]]:
    """(set, measure, score) of every development set under the shared data folder."""
    rows = []
    for name in ("fakes-train", "re3d-train", "synth-train", "dev"):
        lines = (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        scores = score_gold([json.loads(line) for line in lines if line.strip()])
        rows += [(f"gold {name}", measure, score) for measure, score in scores.items()]
    for name in ("tbaq", "wikiwars"):
        scores = score_timexes(read_folder(shared / "data" / "time" / name))
        if name == "wikiwars":
            del scores["type"]  # TIMEX2 has none
        rows += [(name, measure, score) for measure, score in scores.items()]
    return rows


def main() -> None:
    """`python -m dateline.evaluate.time SHARED`: precision, recall and F1 of every set."""
    for name, measure, score in report(Path(sys.argv[1])):
        figures = f"{score.precision:.3f}  {score.recall:.3f}  {score.f1:.3f}"
        print(f"{name:18} {measure:18} {figures}  of {score.gold}")


if __name__ == "__main__":
    main()
