"""Public sets marked `train`, as training records: what each of them teaches, and to which head.

A record's `probe` holds its spans for the heads of `training.probes`.
The development parts are left out by the readers' own lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import conllu

from dateline.evaluate import ecbplus, factuality, muc4, names, wikievents
from dateline.records import Span

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
Record = dict[str, Any]
_PACKED = 1_500  # characters to which single sentences are packed
_LONGEST = 8_000  # characters read of a long article


def read_set(name: str) -> list[Record]:
    """The training records of one set. Raises KeyError, naming the sets, for an unknown name."""
    if name not in SETS:
        raise KeyError(f"no set {name!r}: one of {', '.join(SETS)}")
    return [{"heads": [], **record} for record in SETS[name]()]


def _at(span: Span, **more: Any) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, **more}


def _packed(rows: Iterable[tuple[str, str, list[dict[str, Any]]]], key: str) -> Iterator[Record]:
    """Single sentences joined, one on a line, to texts of a few hundred words."""
    text, spans, first = "", [], ""
    for name, sentence, found in rows:
        if text and len(text) + len(sentence) > _PACKED:
            yield {"id": first, "text": text, "probe": {key: spans}}
            text, spans = "", []
        first = name if not text else first
        at = len(text) + 1 if text else 0
        text = f"{text}\n{sentence}" if text else sentence
        spans = [*spans, *({**s, "start": s["start"] + at, "end": s["end"] + at} for s in found)]
    if text:
        yield {"id": first, "text": text, "probe": {key: spans}}


def _names() -> Iterator[Record]:
    for key, texts in names.select_part(names.read_names(DATA / "ner"), "train").items():
        rows = ((t.id, t.text, [_at(s, label=label) for s, label in t.spans]) for t in texts)
        for record in _packed(rows, "names"):
            record["probe"]["known"] = sorted(names.classes_of(key))
            yield record


def _events() -> Iterator[Record]:
    wanted = set(range(1, 36)) - set(ecbplus.DEV_TOPICS)
    for text in ecbplus.read_ecbplus(DATA / "ecbplus", wanted):
        yield {"id": text.id, "text": text.text, "probe": {"events": [_at(s) for s in text.events]}}


def _factuality() -> Iterator[Record]:
    for folder in ("UDS_IH2", "MEANTIME"):
        texts = factuality.read_factuality(DATA / "factuality" / folder / "train.jsonl")
        rows = ((t.id, t.text, [_at(s, value=v) for s, v in t.events]) for t in texts)
        yield from _packed(rows, "facts")


def _wikievents() -> Iterator[Record]:
    # Its arguments would teach the role head, but entities that play no role are not marked here.
    for text in wikievents.read_wikievents(DATA / "wikievents", "train"):
        wiki = [_at(e.trigger, label=e.type) for e in text.events if e.trigger.end <= _LONGEST]
        yield {"id": text.id, "text": text.text[:_LONGEST], "probe": {"wiki": wiki}}


def _muc() -> Iterator[Record]:
    for text in muc4.read_muc4(DATA / "muc4", "train"):
        types: dict[tuple[Span, str], set[str]] = {}
        for span, role, template in muc4.role_spans(text):
            found = text.templates[template].incident_type.split(" / ")
            types.setdefault((span, role), set()).update(found)
        yield {
            "id": text.id,
            "text": text.text,
            "probe": {
                "muc": [_at(s, role=r, types=sorted(told)) for (s, r), told in types.items()],
            },
        }


def _syntax() -> Iterator[Record]:
    for path in sorted((DATA / "gum").glob("GUM_*.conllu")):
        text, arcs = "", []
        for sentence in conllu.parse(path.read_text(encoding="utf-8")):
            tokens = [t for t in sentence if isinstance(t["id"], int)]
            places: dict[int, Span] = {}
            for token in tokens:
                text += "" if not text or text.endswith("\n") else " "
                places[token["id"]] = Span(len(text), len(text) + len(token["form"]))
                text += token["form"]
            text += "\n"
            for token in tokens:
                head = places.get(token["head"])
                arcs.append(
                    _at(
                        places[token["id"]],
                        label=token["deprel"].split(":")[0],
                        head=None if head is None else _at(head),
                    )
                )
        yield {"id": path.stem, "text": text, "probe": {"arcs": arcs}}


SETS: Mapping[str, Callable[[], Iterator[Record]]] = {
    "ner": _names,
    "ecbplus": _events,
    "factuality": _factuality,
    "wikievents": _wikievents,
    "muc4": _muc,
    "gum": _syntax,
}
