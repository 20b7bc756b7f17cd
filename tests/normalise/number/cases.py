"""The hand-made table of cases, grouped by text: every number a text has, or none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.normalise.number import find_numbers


@dataclass(frozen=True, slots=True)
class Case:
    text: str
    rows: tuple[tuple[str, ...], ...]

    def actual(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (
                n.text,
                _cell(n.low),
                _cell(n.best),
                _cell(n.high),
                n.relation,
                n.counted or "-",
                n.noun or "-",
            )
            for n in find_numbers(self.text)
        )


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:.10g}"


def load_cases(table: str = "cases.tsv") -> tuple[Case, ...]:
    """The cases of a table in order; a text without rows must yield no number. Lines that begin
    with # are notes."""
    grouped: dict[str, list[tuple[str, ...]]] = {}
    lines = (Path(__file__).with_name(table)).read_text("utf-8").split("\n")
    for line in lines[1:]:
        if not line or line.startswith("#"):
            continue
        text, *row = line.split("\t")
        rows = grouped.setdefault(text, [])
        if row[0]:
            rows.append(tuple(row))
    return tuple(Case(text, tuple(rows)) for text, rows in grouped.items())


if __name__ == "__main__":
    cases = load_cases("cases.tsv") + load_cases("reports.tsv")
    wrong = [case for case in cases if case.actual() != case.rows]
    for case in wrong:
        print(case.text)
        for row in case.rows:
            print("   want", " | ".join(row))
        for row in case.actual():
            print("   got ", " | ".join(row))
    print(f"{len(cases) - len(wrong)} of {len(cases)} texts right")
