"""PLOVER events: who did what to whom, in the words of that ontology.

Codes: `data/plover_*.csv`, after the PLOVER manual (draft 2.0).
"""

from __future__ import annotations

from dateline.codebook import STATUSES_THAT_COUNT
from dateline.export.codes import by_key
from dateline.export.dates import first_day, last_day
from dateline.export.reading import Row
from dateline.export.view import Event, Party, joined


def plover_row(event: Event) -> Row | str:
    """The event in PLOVER's terms, or why it is left out."""
    row = event.row
    if row["status"] not in STATUSES_THAT_COUNT:
        return f"status {row['status']}: not told as having happened"
    codes = by_key("plover_types", "type")[row["type"]]
    if not codes["action"]:
        return f"type {row['type']}: {codes['reason']}"
    start, end = first_day(row["date_from"]), last_day(row["date_to"])
    return {
        "id": row["id"],
        "date": start.isoformat() if start else None,
        "date_end": end.isoformat() if end else None,
        "date_precision": row["date_precision"],
        "source": joined(event.perpetrators),
        "source_country": _countries(event.perpetrators),
        "source_sector": _sectors(event.perpetrators),
        "action": codes["action"],
        "mode": codes["mode"] or None,
        "quad": codes["quad"],
        "context": None,
        "target": joined(event.targets),
        "target_country": _countries(event.targets),
        "target_sector": _sectors(event.targets),
        "location": row["place_name"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "country": row["country"],
        "place_precision": row["place_precision"],
        "killed": row["killed_best"],
        "injured": row["injured_best"],
        "text": row["sentence"],
        "words": row["words"],
        "publisher": row["outlet"],
        "published": row["published"],
        "documents": row["documents"],
        "families": row["families"],
        "sources": row.get("sources"),
        "contested": row.get("contested"),
        "document_ids": row["document_ids"],
        "family_ids": row["family_ids"],
        "permalink": row["permalink"],
        "updated_at": row["updated_at"],
    }


def _countries(parties: tuple[Party, ...]) -> str | None:
    return " | ".join(dict.fromkeys(p.country for p in parties if p.country)) or None


def _sectors(parties: tuple[Party, ...]) -> str | None:
    found = [by_key("plover_sectors", "kind")[str(party.kind)]["sector"] for party in parties]
    return " | ".join(dict.fromkeys(filter(None, found))) or None
