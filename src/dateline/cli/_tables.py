"""Tables for the terminal. Every text of an article is made harmless before it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli._terminal import harmless, out_console, plain

_DATE_PRECISION = {1: "day", 2: "2-6 days", 3: "week", 4: "month", 5: "year", 0: "unknown"}
_PLACE_PRECISION = {
    1: "exact",
    2: "25 km",
    3: "district",
    4: "province",
    5: "area",
    6: "country",
    7: "sea or air",
}
_WIDE = 185
"""Columns from which the sentence stands beside its row; below, under it."""

_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "claims": (
        ("id", "id"),
        ("source", "speaker"),
        ("source_type", "kind"),
        ("speech_act", "act"),
        ("commitment", "how sure"),
        ("incidents", "incidents"),
        ("words", "words"),
    ),
    "sources": (
        ("incident", "incident"),
        ("speaker", "speaker"),
        ("source_type", "kind"),
        ("source_id", "whose words"),
        ("outlet", "outlet"),
        ("published", "published"),
        ("words", "words"),
    ),
    "tolls": (
        ("incident", "incident"),
        ("what", "what"),
        ("of", "of"),
        ("low", "low"),
        ("best", "best"),
        ("high", "high"),
        ("kind", "figure"),
        ("speaker", "speaker"),
        ("source_id", "whose words"),
        ("published", "published"),
        ("words", "words"),
    ),
    "contradictions": (
        ("incident", "incident"),
        ("kind", "about"),
        ("note", "what contradicts"),
        ("speakers", "speakers"),
        ("words", "words"),
    ),
    "archive_actors": (
        ("id", "id"),
        ("name", "name"),
        ("kind", "kind"),
        ("country", "country"),
        ("documents", "docs"),
        ("incidents", "incidents"),
        ("joined_by", "joined by"),
        ("names", "names"),
        ("candidates", "candidates"),
    ),
    "tombstones": (
        ("kind", "what"),
        ("id", "id"),
        ("note", "what became of it"),
        ("updated_at", "when"),
    ),
    "actors": (
        ("id", "id"),
        ("name", "name"),
        ("kind", "kind"),
        ("country", "country"),
        ("aliases", "aliases"),
        ("seed", "in list"),
        ("words", "words"),
    ),
    "relations": (
        ("id", "id"),
        ("a_words", "first"),
        ("kind", "is said to"),
        ("b_words", "second"),
        ("status", "status"),
        ("words", "words"),
        ("claim", "claim"),
        ("sentence", "sentence"),
    ),
    "documents": (
        ("id", "id"),
        ("published", "published"),
        ("outlet", "outlet"),
        ("agency", "agency"),
        ("incidents", "incidents"),
        ("claims", "claims"),
        ("title", "title"),
    ),
    "rejects": (
        ("source", "source"),
        ("document_ids", "document"),
        ("reason", "reason"),
        ("cure", "cure"),
    ),
}


def print_table(name: str, rows: Iterable[Mapping[str, Any]], limit: int) -> None:
    """Prints the first `limit` rows (all if 0) of a table of `dateline.export`."""
    console = out_console()
    rows = iter(rows)
    shown = list(islice(rows, limit) if limit else rows)
    left = sum(1 for _ in rows)
    if any(row.get("synthetic") for row in shown):
        console.print(Text("synthetic texts: invented for demonstration", style="italic"))
    if not shown:
        console.print(Text(f"no {name}"))
    elif name in ("incidents", "reports"):
        _print_incidents(console, shown)
    else:
        _print_plain(console, _COLUMNS[name], shown)
    if left:
        console.print(Text(f"... and {left} more: --limit 0 shows all", style="dim"))


def _print_plain(
    console: Console, columns: tuple[tuple[str, str], ...], rows: list[Mapping[str, Any]]
) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for _, title in columns:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(plain(row[name]) for name, _ in columns))
    console.print(table)


def _print_incidents(console: Console, rows: list[Mapping[str, Any]]) -> None:
    if console.width < _WIDE:
        for row in rows:
            _print_card(console, row)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title, width in (("date\nid", 16), ("place", 20), ("type", 17), ("who", 18), ("whom", 18)):
        table.add_column(title, overflow="fold", max_width=width)
    table.add_column("killed / injured\nlow/best/high", justify="right", no_wrap=True)
    table.add_column("status")
    table.add_column("docs/fam./\nsources", justify="right")
    table.add_column("sentence", overflow="fold", min_width=40, ratio=1)
    for row in rows:
        table.add_row(
            Text("\n").join([_date(row), Text(harmless(row["id"]), style="dim")]),
            _place(row),
            plain(row["type"]),
            plain(row["perpetrators"]),
            plain(row["targets"]),
            Text("\n").join(_tolls(row)),
            plain(row["status"]),
            Text(_carried(row)),
            _sentence(row),
        )
    console.print(table)


def _print_card(console: Console, row: Mapping[str, Any]) -> None:
    """One incident on a few lines, for narrow terminals."""
    head = [
        Text("  ").join([_date(row), _place(row), Text(harmless(row["type"]), style="bold")]),
        Text("  ").join(
            [
                Text(f"{harmless(row['perpetrators'] or '?')} > {harmless(row['targets'] or '?')}"),
                *_tolls(row, named=True),
                Text(row["status"]),
                Text(_carried_in_words(row)),
            ]
        ),
    ]
    console.print(Text("\n").join(head))
    console.print(Padding(_sentence(row), (0, 0, 0, 2)))
    console.print(Padding(Text(harmless(row["id"]), style="dim"), (0, 0, 1, 2)))


def _date(row: Mapping[str, Any]) -> Text:
    first, last = row["date_from"], row["date_to"]
    if not (first or last):
        return Text("unknown", style="dim")
    span = first if first == last else f"{first or '...'} to {last or '...'}"
    return Text(f"{harmless(span)} ({_DATE_PRECISION.get(row['date_precision'], '?')})")


def _place(row: Mapping[str, Any]) -> Text:
    if not row["place_name"]:
        return Text("unknown", style="dim")
    name = harmless(row["place_name"])
    if row["lat"] is None:
        return Text(f"{name} (no point)")
    return Text(f"{name} ({_PLACE_PRECISION.get(row['place_precision'], '?')})")


def _tolls(row: Mapping[str, Any], named: bool = False) -> list[Text]:
    """The killed, and the injured where any are told of."""
    told = []
    for what in ("killed", "injured"):
        bounds = [row[f"{what}_low"], row[f"{what}_best"], row[f"{what}_high"]]
        known = bounds != [None, None, None]
        if what == "killed" or known:
            figures = "/".join("?" if bound is None else str(bound) for bound in bounds)
            told.append(
                f"{what} {figures if known else '-'}" if named else figures if known else "-"
            )
    if not named and len(told) == 2:
        told[1] = f"inj. {told[1]}"
    return [Text(figure) for figure in told]


def _carried(row: Mapping[str, Any]) -> str:
    """How many documents, families and independent sources carry it; `!` where they disagree."""
    counts = [row["documents"], row["families"], row.get("sources")]
    told = "/".join(str(count) for count in counts if count is not None)
    return told + (" !" if row.get("contested") else "")


def _carried_in_words(row: Mapping[str, Any]) -> str:
    names = (("documents", "document"), ("families", "family"), ("sources", "source"))
    told = []
    for column, one in names:
        count = row.get(column)
        if count is not None:
            told.append(f"{count} {one if count == 1 else column}")
    return ", ".join(told) + (", contested" if row.get("contested") else "")


def _sentence(row: Mapping[str, Any]) -> Text:
    """The sentence, its trigger words marked."""
    sentence = plain(row["sentence"])
    words = [harmless(word) for word in (row["words"] or "").split(" | ") if word]
    for word in words:
        for start in _places(sentence.plain, word):
            sentence.stylize("bold reverse", start, start + len(word))
    return sentence


def _places(text: str, word: str) -> list[int]:
    places, start = [], text.find(word)
    while start >= 0:
        places.append(start)
        start = text.find(word, start + len(word))
    return places
