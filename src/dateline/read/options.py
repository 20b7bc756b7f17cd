"""ReadOptions: what the caller knows about the input, and how much of it may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How `read_paths` reads.

    `published` and `outlet` stand in where a file gives none; they never override what it says.
    `columns` maps a field of the stand-off format (id, text, title, published, outlet, url) to the
    column or key that holds it, for CSV and JSONL; a file
    without that column is read by the usual one. `language` is the ISO 639-1 code that documents
    must be in. `today` is the day that publication dates are checked against (default: the clock).

    The limits bound what hostile or broken input can cost: `max_text_chars` for the text of one
    document, `max_file_bytes` for a file that must be held in memory as a whole (HTML, feed,
    plain text, one JSONL line; after unpacking), `max_record_bytes` for one WARC record,
    `max_archive_bytes` for everything unpacked from one WACZ or gzip file.
    """

    published: str | date | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    today: date | None = None
    max_text_chars: int = 5_000_000
    max_file_bytes: int = 50_000_000
    max_record_bytes: int = 20_000_000
    max_archive_bytes: int = 20_000_000_000
