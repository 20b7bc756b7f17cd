"""Entry: one place of the gazetteer, and the kinds of the own tables."""

from __future__ import annotations

from dataclasses import dataclass

KINDS: dict[str, tuple[str, int]] = {
    # kind: (feature code as GeoNames names it, precision of codebook 6)
    "country": ("PCLI", 6),
    "continent": ("CONT", 5),
    "admin1": ("ADM1", 4),
    "admin2": ("ADM2", 3),
    "region": ("RGN", 5),
    "desert": ("DSRT", 5),
    "mountains": ("MTS", 5),
    "mountain": ("MT", 5),
    "valley": ("VAL", 5),
    "forest": ("FRST", 5),
    "marsh": ("MRSH", 5),
    "plain": ("PLN", 5),
    "coast": ("CST", 5),
    "peninsula": ("PEN", 5),
    "island": ("ISL", 5),
    "river": ("STM", 5),
    "lake": ("LK", 5),
    "sea": ("SEA", 7),
    "gulf": ("GULF", 7),
    "strait": ("STRT", 7),
    "border": ("BDRY", 5),
    "front": ("FRNT", 5),
    "road": ("RD", 5),
    "town": ("PPL", 1),
    "quarter": ("PPLX", 1),
    "airfield": ("AIRF", 1),
    "base": ("INSM", 1),
    "camp": ("CMP", 1),
    "crossing": ("XNG", 1),
    "dam": ("DAM", 1),
    "oilfield": ("OILF", 1),
    "port": ("PRT", 1),
    "prison": ("PRN", 1),
    "site": ("S", 1),
}
"""Kinds of the own tables with their feature code and precision."""

_BY_FEATURE = {
    "ADM2": 3,
    "ADM3": 2,
    "ADM4": 2,
    "PRSH": 2,
    "OCN": 7,
    "BAY": 7,
}
_BY_CLASS = {"P": 1, "S": 1, "A": 4, "T": 5, "H": 5, "L": 5, "R": 5, "V": 5, "U": 7}


def precision_of(feature_class: str, feature: str) -> int:
    """The codebook's precision for a GeoNames feature class and code."""
    if feature in _BY_FEATURE:
        return _BY_FEATURE[feature]
    if feature.startswith("PCL"):
        return 6
    if feature.startswith(("SEA", "GULF", "STRT", "CHN")):
        return 7
    if feature.startswith(("HLL", "PK", "PASS", "DAM", "PND", "WLL", "ISL", "PRK", "CMP")):
        return 2 if feature != "DAM" else 1
    return _BY_CLASS.get(feature_class, 5)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. Degrees WGS 84; `precision` is the codebook's 1..7.

    `id` is `geonames:N`, `own:TABLE/KEY` or `country:ISO`. `admin1` is GeoNames' code. `level` says
    how the name that was looked up matched: 0 exactly, 1 but for marks, hyphens and points, 2 as a
    transliteration variant. `main` is whether it matched the entry's own name and not an alternate.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    admin2: str | None
    feature: str
    population: int
    precision: int
    prominence: int
    shape: str | None = None
    level: int = 0
    main: bool = True

    @property
    def is_country(self) -> bool:
        return self.precision == 6

    @property
    def is_town(self) -> bool:
        return self.feature.startswith("PPL")

    @property
    def is_admin1(self) -> bool:
        return self.feature == "ADM1"
