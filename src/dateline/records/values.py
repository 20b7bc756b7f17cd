"""Values: what the normalisers make of words. Each keeps its words, precision and rule."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.span import Span


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression. `date_from`..`date_to` are YYYY, YYYY-MM or YYYY-MM-DD, inclusive.

    `timex_type` and `value` are TIMEX3's (DATE, TIME, DURATION, SET). `modifier` is since, before,
    after, until, START, MID, END, APPROX or None. `precision` is the codebook's 0..5 (section 6).
    `anchor` says what a relative expression was counted from. `unresolved` says why there is no
    interval, where there is none.
    """

    start: int
    end: int
    text: str
    timex_type: str
    value: str | None
    date_from: str | None
    date_to: str | None
    precision: int
    modifier: str | None = None
    anchor: str | None = None
    rule: str = ""
    unresolved: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number with its bounds (codebook 7). None is an open end.

    `relation` is exact, at_least, more_than, up_to, less_than, about, nearly, between, vague,
    share, none (= zero), named or change. `counted` is what is counted (killed, injured, missing,
    detained, displaced, strength, money, distance, duration, share) where the words tell;
    `noun` the counted noun as written. `base` links "more than half of the 6,000" to "6,000".
    `direction` is up or down for a change.
    """

    start: int
    end: int
    text: str
    low: float | None
    best: float | None
    high: float | None
    relation: str
    counted: str | None = None
    noun: str | None = None
    base: Span | None = None
    base_value: float | None = None
    unit: str | None = None
    direction: str | None = None
    base_date: str | None = None
    rule: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A gazetteer entry that a name could mean, with the score it got in this document."""

    id: str
    name: str
    lat: float
    lon: float
    country: str | None
    admin1: str | None
    feature: str
    population: int
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place name resolved, or not. Coordinates in degrees, WGS 84; precision 1..7 (codebook 6).

    `geometry` is a GeoJSON geometry as text where the place is a line, an area or a ring.
    `candidates` are the entries considered, best first. `unresolved` says why there is no point.
    """

    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: int | None
    feature: str | None = None
    geometry: str | None = None
    gazetteer_id: str | None = None
    candidates: tuple[PlaceCandidate, ...] = ()
    rule: str = ""
    unresolved: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class ActorCandidate:
    """An entry of the seed list (or an import) that a name could mean."""

    id: str
    name: str
    kind: int
    country: str | None
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class SourceCandidate:
    """Words that could be a claim's source; None stands for no source named. Scores sum to 1."""

    span: Span | None
    score: float


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of one document (codebook 9). `kind` is ACLED's 1..8, 0 = not a conflict actor.

    `seed` is the id in the actor list when exactly one entry fits; with several, `candidates`
    keeps them all and `seed` stays None. `alias_spans` are the words that state an alias.
    `mentions` are indexes into the document's mentions.
    """

    id: str
    name: str
    kind: int
    country: str | None
    aliases: tuple[str, ...] = ()
    seed: str | None = None
    candidates: tuple[ActorCandidate, ...] = ()
    alias_spans: tuple[Span, ...] = ()
    mentions: tuple[int, ...] = ()
    rule: str = ""
