"""Scores weights head by head on annotated records.

`python -m training.measure WEIGHTS_FOLDER [--data ../shared/gold/dev.jsonl] [--renamed] [--json]`

End to end: mentions, triggers, claims. Given gold spans (so that each head is seen by itself):
types, statuses, roles, same-incident links.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.annotate import Annotator, load_annotator
from dateline.records import Annotation, Document, Mention, Span
from training.examples import read_records

HERE = Path(__file__).resolve().parent


class Counts:
    """True positives, predicted and gold by row; hits and tries by row."""

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.right: dict[str, list[int]] = defaultdict(lambda: [0, 0])

    def add(self, row: str, true: int, predicted: int, gold: int) -> None:
        for k, value in enumerate((true, predicted, gold)):
            self.found[row][k] += value

    def hit(self, row: str, ok: bool) -> None:
        self.right[row][0] += ok
        self.right[row][1] += 1

    def rows(self) -> dict[str, float]:
        """F1 or accuracy of each row; precision and recall beside each F1."""
        out: dict[str, float] = {}
        for row, (true, predicted, gold) in self.found.items():
            p, r = true / max(1, predicted), true / max(1, gold)
            out[row] = round(2 * p * r / (p + r), 4) if p + r else 0.0
            out[row + " (p)"], out[row + " (r)"] = round(p, 4), round(r, 4)
        out.update({row: round(ok / max(1, n), 4) for row, (ok, n) in self.right.items()})
        return out


def span(row: Mapping[str, int]) -> Span:
    return Span(row["start"], row["end"])


def share(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def pairs(gold: Sequence[Span], found: Sequence[Span], least: float) -> list[tuple[int, int]]:
    """One-to-one pairs of indexes by falling overlap, at least `least`."""
    cells = sorted(
        (
            (-share(g, f), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
            if share(g, f) > max(0.0, least - 1e-9)
        )
    )
    used_g: set[int] = set()
    used_f: set[int] = set()
    out = []
    for _, i, j in cells:
        if i not in used_g and j not in used_f:
            used_g.add(i)
            used_f.add(j)
            out.append((i, j))
    return out


def best(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda k: scores[k]) if scores else ""


def end_to_end(record: Mapping[str, Any], seen: Annotation, counts: Counts) -> None:
    gold = {(m["start"], m["end"], m["type"]) for m in record["mentions"]}
    found = {(m.start, m.end, m.type) for m in seen.mentions}
    counts.add("mentions exact", len(gold & found), len(found), len(gold))
    for kind in {g[2] for g in gold | found}:
        counts.add(
            f"mention {kind}",
            sum(g[2] == kind for g in gold & found),
            sum(g[2] == kind for g in found),
            sum(g[2] == kind for g in gold),
        )
    types: dict[Span, set[str]] = defaultdict(set)
    for incident in record["incidents"]:
        for trigger in incident["triggers"]:
            types[span(trigger)].add(incident["type"])
    spans = sorted(types)
    matched = pairs(spans, [t.span for t in seen.triggers], 0.0)
    counts.add("triggers untyped", len(matched), len(seen.triggers), len(spans))
    typed = sum(best(seen.triggers[j].types) in types[spans[i]] for i, j in matched)
    counts.add("triggers typed", typed, len(seen.triggers), len(spans))
    claims = record["claims"]
    contents = [a.content for a in seen.attributions]
    matched = pairs([span(c["content"]) for c in claims], contents, 0.5)
    counts.add("claims content", len(matched), len(seen.attributions), len(claims))
    sourced = 0
    for i, j in matched:
        wanted, got = claims[i].get("source"), seen.attributions[j].source
        sourced += (not wanted and got is None) or bool(
            wanted and got and share(span(wanted), got) > 0
        )
        cue, got_cue = claims[i].get("cue"), seen.attributions[j].cue
        counts.hit("claim cue", bool(cue and got_cue and share(span(cue), got_cue)) or not cue)
        told, to = claims[i].get("addressee"), seen.attributions[j].addressee
        counts.add("addressee", bool(told and to and share(span(told), to)), bool(to), bool(told))
        for name, scores in (
            ("source_type", seen.attributions[j].source_types),
            ("mode", seen.attributions[j].modes),
            ("speech_act", seen.attributions[j].speech_acts),
            ("commitment", seen.attributions[j].commitments),
        ):
            counts.hit(f"claim {name}", claims[i].get(name) == best(scores))
    counts.add("claims content and source", sourced, len(seen.attributions), len(claims))


def given_gold(record: Mapping[str, Any], annotator: Annotator, counts: Counts) -> None:
    by_span = {span(m): Mention(m["start"], m["end"], m["type"]) for m in record["mentions"]}
    mentions = [by_span[key] for key in sorted(by_span)]
    spans = sorted({span(t) for i in record["incidents"] for t in i["triggers"]})
    if not spans:
        return
    document = Document(record["id"], record["text"])
    seen = annotator.annotate(document, mentions=mentions, triggers=spans)
    where = {t.span: k for k, t in enumerate(seen.triggers)}
    index = {s: k for s in spans if (k := _nearest(s, where)) is not None}
    scores: dict[tuple[int, str, int], float] = {}
    for link in seen.roles:
        scores[link.trigger, link.role, link.mention] = link.score
    members: list[set[int]] = []
    for incident in record["incidents"]:
        triggers = {index[span(t)] for t in incident["triggers"] if span(t) in index}
        members.append(triggers)
        if not triggers:
            continue
        pooled: dict[str, float] = defaultdict(float)
        status: dict[str, float] = defaultdict(float)
        for k in triggers:
            told = seen.triggers[k]
            counts.hit("type | gold trigger", best(told.types) == incident["type"])
            counts.hit("status | gold trigger", best(told.statuses) == incident["status"])
            for name, value in seen.triggers[k].types.items():
                pooled[name] += value
            for name, value in seen.triggers[k].statuses.items():
                status[name] += value
        counts.hit("type | gold incident", best(pooled) == incident["type"])
        counts.hit("status | gold incident", best(status) == incident["status"])
        gold = {(a["role"], span(a)) for a in incident["arguments"]}
        found = {
            (role, seen.mentions[m].span)
            for (t, role, m), value in scores.items()
            if t in triggers and value >= 0.5
        }
        for role in {r for r, _ in gold | found}:
            g = sorted(s for r, s in gold if r == role)
            f = sorted(s for r, s in found if r == role)
            both = len(pairs(g, f, 0.0))
            counts.add("roles | gold spans", both, len(f), len(g))
            counts.add(f"role {role}", both, len(f), len(g))
    together = {(s.a, s.b): s.score for s in seen.same_incident}
    for a in range(len(seen.triggers)):
        for b in range(a + 1, len(seen.triggers)):
            wanted = any(a in m and b in m for m in members)
            found_pair = together.get((a, b), 0.0) >= 0.5
            row = "same incident | gold triggers"
            counts.add(row, wanted and found_pair, found_pair, wanted)


def _nearest(wanted: Span, where: Mapping[Span, int]) -> int | None:
    if wanted in where:
        return where[wanted]
    return next((k for s, k in where.items() if s.overlaps(wanted)), None)


def measure(records: Sequence[Mapping[str, Any]], annotator: Annotator) -> dict[str, float]:
    """F1s and accuracies by row over all records."""
    counts = Counts()
    for record in records:
        end_to_end(record, annotator(Document(record["id"], record["text"])), counts)
        given_gold(record, annotator, counts)
    return counts.rows()


MAIN_ROWS = (
    "mentions exact", "triggers untyped", "triggers typed", "type | gold trigger",
    "type | gold incident", "status | gold trigger", "status | gold incident",
    "roles | gold spans", "same incident | gold triggers", "claims content",
    "claims content and source", "claim cue", "addressee", "claim source_type", "claim mode",
    "claim speech_act", "claim commitment",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weights", type=Path)
    parser.add_argument("--data", type=Path, default=HERE.parent / "../shared/gold/dev.jsonl")
    parser.add_argument("--renamed", action="store_true", help="replace every name by a new one")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--all", action="store_true", help="rows by mention type and role too")
    arguments = parser.parse_args()
    records = read_records([arguments.data])
    if arguments.renamed:
        from training.rename import rename

        records = [rename(record) for record in records]
    rows = measure(records, load_annotator(threads=2, weights=arguments.weights))
    if arguments.json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows if arguments.all else MAIN_ROWS:
        extra = f"  p {rows[row + ' (p)']}  r {rows[row + ' (r)']}" if row + " (p)" in rows else ""
        print(f"{row:32}{rows.get(row, 0.0):8.4f}{extra}")


if __name__ == "__main__":
    main()
