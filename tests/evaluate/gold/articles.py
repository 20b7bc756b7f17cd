"""A small annotated article, and copies of it with something changed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Row = dict[str, Any]

TEXT = (
    "Shells hit the market of Kutum on 3 March, killing at least 12 traders, two nurses said.\n"
    "Police arrested nine students in Nyala."
)


def span(words: str, text: str = TEXT) -> Row:
    """Where `words` first stand in the text."""
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def article(**changes: Any) -> Row:
    """Two incidents, a claim, two places and a time; `changes` replace whole fields."""
    return {
        "id": "a-1",
        "text": TEXT,
        "published": "2021-03-04",
        "mentions": [
            {**span("Shells"), "type": "WEAPON"},
            {**span("market of Kutum"), "type": "FACILITY"},
            {**span("Kutum"), "type": "PLACE"},
            {**span("3 March"), "type": "TIME"},
            {**span("two nurses"), "type": "ROLE"},
        ],
        "times": [{**span("3 March"), "from": "2021-03-03", "to": "2021-03-03", "precision": 1}],
        "places": [
            {**span("Kutum"), "lat": 14.2, "lon": 24.66, "country": "SD", "precision": 1},
            {**span("Nyala"), "lat": 12.05, "lon": 24.88, "country": "SD", "precision": 1},
        ],
        "incidents": [
            {
                "id": "i1",
                "type": "shelling_artillery_missile",
                "status": "happened",
                "triggers": [span("hit"), span("killing")],
                "arguments": [
                    {"role": "weapon", **span("Shells")},
                    {"role": "place", **span("market of Kutum")},
                    {"role": "killed", **span("at least 12")},
                ],
                "date": {"from": "2021-03-03", "to": "2021-03-03", "precision": 1},
                "place": {"name": "Kutum", "lat": 14.2, "lon": 24.66, "country": "SD"},
                "toll": [{"what": "killed", "of": "civilians", "low": 12, "best": 12}],
                "key": "k1",
            },
            {
                "id": "i2",
                "type": "arrests",
                "status": "happened",
                "triggers": [span("arrested")],
                "arguments": [
                    {"role": "place", **span("Nyala")},
                    {"role": "detained", **span("nine")},
                ],
                "toll": [{"what": "detained", "of": "civilians", "low": 9, "best": 9, "high": 9}],
                "key": "k2",
            },
        ],
        "claims": [
            {
                "id": "c1",
                "content": span("Shells hit the market of Kutum on 3 March"),
                "source": span("two nurses"),
                "source_type": "eyewitness",
                "mode": "indirect",
                "speech_act": "assert",
                "commitment": "certain",
            }
        ],
        **changes,
    }


def with_incident(number: int, **changes: Any) -> Row:
    """The article with fields of one incident replaced (0 the shelling, 1 the arrests)."""
    row = deepcopy(article())
    row["incidents"][number].update(changes)
    return row


def with_claim(**changes: Any) -> Row:
    """The article with fields of its claim replaced."""
    row = deepcopy(article())
    row["claims"][0].update(changes)
    return row
