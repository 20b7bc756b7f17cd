"""Compiles the annotated reports of this folder (`*.txt`) to the stand-off format of the codebook.

The authoring format is the article with its annotation inline; `README.md` here describes it.
Command: `python -m training.corpus.build [-o FILE] [--stats]`.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.codebook import (
    COMMITMENTS,
    INCIDENT_TYPES,
    MENTION_TYPES,
    ROLE_MENTION_TYPES,
    ROLES,
    SOURCE_TYPES,
    SPEECH_ACTS,
    STATUSES,
)
from training.corpus.codes import (
    ACT_CODES,
    COMMITMENT_CODES,
    INCIDENT_CODES,
    MENTION_CODES,
    MODE_CODES,
    ROLE_CODES,
    SOURCE_CODES,
)

FOLDER = Path(__file__).parent
_TAG = re.compile(r"([NASGOMPRLFWTQ]?)((?:\d+[ptwldkimxf]+|[#@!~=]\d+)*):")
_ITEM = re.compile(r"(\d+)([ptwldkimxf]+)|([#@!~=])(\d+)")
_HEADER = re.compile(r"## (\d{4}) \| ([^|]+) \| (\d{4}-\d\d-\d\d|-)(?: \| (.+))?$")
_ARTICLE = re.compile(r"(?i:the|an?|his|her|its|their|our|my)\s(?!few |dozen|couple|hundred|third)")
_MODIFIER = re.compile(
    r"(?i)\b(?:about|around|some|almost|nearly|at least|more than|over|up to|as many as|fewer than"
    r"|less than|approximately|roughly)\s$"
)
# Source types whose speaker stands nowhere ("is believed to"); others need "-" in the declaration.
_SOURCELESS = frozenset({"unknown", "narrator"})


class CorpusError(ValueError):
    """An authoring mistake: says the document, what is wrong and where."""


@dataclass(slots=True)
class _Span:
    start: int
    end: int
    letter: str
    items: list[tuple[str, str]]  # (sign or "role", number + letters)


@dataclass(slots=True)
class _Marked:
    text: str = ""
    spans: list[_Span] = field(default_factory=list)


def parse_markup(marked: str, where: str) -> _Marked:
    """The plain text and the spans of an article with `{TAG:words}` markup.

    Raises CorpusError on an unknown tag, an unbalanced brace or a span off the word boundaries.
    """
    out: list[str] = []
    length = 0
    open_spans: list[_Span] = []
    spans: list[_Span] = []
    position = 0
    while position < len(marked):
        char = marked[position]
        if char == "{":
            match = _TAG.match(marked, position + 1)
            if match is None or not (match[1] or match[2]):
                raise CorpusError(f"{where}: bad tag at {marked[position : position + 40]!r}")
            items = [
                ("role", m[1] + m[2]) if m[1] else (m[3], m[4]) for m in _ITEM.finditer(match[2])
            ]
            open_spans.append(_Span(length, -1, match[1], items))
            position = match.end()
            continue
        if char == "}":
            if not open_spans:
                raise CorpusError(
                    f"{where}: stray '}}' at {marked[position - 30 : position + 9]!r}"
                )
            span = open_spans.pop()
            span.end = length
            spans.append(span)
        else:
            out.append(char)
            length += 1
        position += 1
    if open_spans:
        raise CorpusError(f"{where}: {len(open_spans)} unclosed '{{'")
    text = "".join(out)
    for span in spans:
        _check_boundary(text, span, where)
    spans.sort(key=lambda s: (s.start, -s.end))
    return _Marked(text, spans)


def _check_boundary(text: str, span: _Span, where: str) -> None:
    words = text[span.start : span.end]
    if not words or words != words.strip():
        raise CorpusError(f"{where}: empty or padded span {words!r} at {span.start}")
    left = text[span.start - 1 : span.start] if span.start else ""
    right = text[span.end : span.end + 1]
    if (left.isalnum() and words[0].isalnum()) or (right.isalnum() and words[-1].isalnum()):
        raise CorpusError(f"{where}: span {words!r} at {span.start} cuts a word")
    if span.letter and _ARTICLE.match(words):
        raise CorpusError(f"{where}: mention {words!r} begins with an article or a possessive")
    if span.letter == "Q" and _MODIFIER.search(text[max(0, span.start - 14) : span.start]):
        raise CorpusError(f"{where}: quantity {words!r} leaves its modifier out")


def _mode(text: str, start: int, end: int) -> str:
    """direct inside a quotation, mixed where it holds one, else indirect."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    inside = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
    if inside:
        return "direct"
    return "mixed" if any(q in text[start:end] for q in '"“') else "indirect"


def _collect(spans: list[_Span]) -> dict[tuple[str, str], list[_Span]]:
    """Spans by (sign, number): triggers, sources, cues, contents, addressees."""
    found: dict[tuple[str, str], list[_Span]] = {}
    for span in spans:
        for sign, number in span.items:
            if sign != "role":
                found.setdefault((sign, number), []).append(span)
    return found


def _place(span: _Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _incident(words: list[str], marked: _Marked, where: str) -> dict[str, Any]:
    number, kind = words[0][1:], words[1]
    if kind not in INCIDENT_CODES:
        raise CorpusError(f"{where}: unknown incident code {kind!r}")
    status = words[2] if len(words) > 2 else "happened"
    if status not in STATUSES:
        raise CorpusError(f"{where}: unknown status {status!r}")
    triggers = [s for s in marked.spans if ("!", number) in s.items]
    if not triggers:
        raise CorpusError(f"{where}: incident i{number} has no trigger")
    arguments = []
    for span in marked.spans:
        for sign, value in span.items:
            if sign != "role" or re.match(r"\d+", value)[0] != number:  # type: ignore[index]
                continue
            for letter in value[len(number) :]:
                role = ROLE_CODES[letter]
                words_in = marked.text[span.start : span.end]
                if not span.letter:
                    raise CorpusError(f"{where}: argument {words_in!r} is no mention")
                if MENTION_CODES[span.letter] not in ROLE_MENTION_TYPES[role]:
                    raise CorpusError(
                        f"{where}: {words_in!r} is {MENTION_CODES[span.letter]}, not allowed as "
                        f"{role} of i{number}"
                    )
                arguments.append({"role": role, **_place(span)})
    return {
        "id": f"i{number}",
        "type": INCIDENT_CODES[kind],
        "status": status,
        "triggers": [_place(s) for s in triggers],
        "arguments": arguments,
    }


def _one(found: dict[tuple[str, str], list[_Span]], key: tuple[str, str], where: str) -> Any:
    spans = found.get(key, [])
    if len(spans) > 1:
        raise CorpusError(f"{where}: {len(spans)} spans marked {key[0]}{key[1]}")
    return spans[0] if spans else None


def _claim(
    words: list[str],
    marked: _Marked,
    found: dict[tuple[str, str], list[_Span]],
    incidents: list[dict[str, Any]],
    where: str,
) -> dict[str, Any]:
    number = words[0][1:]
    content = _one(found, ("=", number), where)
    source = _one(found, ("#", number), where)
    cue = _one(found, ("~", number), where)
    addressee = _one(found, ("@", number), where)
    if content is None:
        raise CorpusError(f"{where}: claim c{number} has no content")
    row: dict[str, Any] = {"speech_act": "assert", "commitment": "certain"}
    row["mode"] = _mode(marked.text, content.start, content.end)
    linked = [
        i["id"]
        for i in incidents
        if any(content.start <= t["start"] and t["end"] <= content.end for t in i["triggers"])
    ]
    known = {i["id"] for i in incidents}
    sourceless = False
    for word in words[1:]:
        if word in SOURCE_CODES:
            row["source_type"] = SOURCE_CODES[word]
        elif word in ACT_CODES:
            row["speech_act"] = ACT_CODES[word]
        elif word in COMMITMENT_CODES:
            row["commitment"] = COMMITMENT_CODES[word]
        elif word in MODE_CODES:
            row["mode"] = MODE_CODES[word]
        elif word in known:
            linked = linked if word in linked else [*linked, word]
        elif word == "i0":
            linked = []
        elif word == "-":
            sourceless = True
        elif re.fullmatch(r"s\d+", word):  # the speaker marked for another claim ("he added")
            source = _one(found, ("#", word[1:]), where)
            cue = cue or _one(found, ("~", word[1:]), where)
        else:
            raise CorpusError(f"{where}: claim c{number}: unknown word {word!r}")
    if "source_type" not in row:
        raise CorpusError(f"{where}: claim c{number} has no source type")
    if source is None and not sourceless and row["source_type"] not in _SOURCELESS:
        raise CorpusError(f"{where}: claim c{number} ({row['source_type']}) has no source span")
    if source is not None and not source.letter:
        words_in = marked.text[source.start : source.end]
        raise CorpusError(f"{where}: source {words_in!r} of c{number} is no mention")
    if cue is None and source is not None and row["mode"] == "direct":
        # A quotation over two sentences has one cue, which belongs to both of its claims.
        others = [v for sign, v in source.items if sign == "#" and v != number]
        cue = next((c for v in others if (c := _one(found, ("~", v), where))), None)
    return {
        "id": f"c{number}",
        "source": _place(source) if source else None,
        "source_type": row["source_type"],
        "cue": _place(cue) if cue else None,
        "addressee": _place(addressee) if addressee else None,
        "mode": row["mode"],
        "speech_act": row["speech_act"],
        "commitment": row["commitment"],
        "content": _place(content),
        "incidents": linked,
    }


def compile_document(block: str, file: str) -> dict[str, Any]:
    """One authored block (header, article, `--`, declarations) as a stand-off record.

    Raises CorpusError with the document's number where the block breaks a rule of README.md.
    """
    header, _, rest = block.strip("\n").partition("\n")
    match = _HEADER.match(header)
    if match is None:
        raise CorpusError(f"{file}: bad header {header!r}")
    where = f"{file} {match[1]}"
    article, dashes, declared = rest.partition("\n--\n")
    if not dashes:
        raise CorpusError(f"{where}: no '--' line between article and declarations")
    marked = parse_markup(article.strip("\n"), where)
    found = _collect(marked.spans)
    rows = [row.split() for row in re.split(r"[;\n]", declared) if row.strip()]
    names = [row[0] for row in rows]
    if len(set(names)) != len(names):
        raise CorpusError(f"{where}: declared twice: {Counter(names).most_common(1)[0][0]}")
    problems: list[str] = []
    incidents: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: row[0][0] != "i"):  # claims link to incidents
        try:
            if row[0].startswith("i"):
                incidents.append(_incident(row, marked, where))
            else:
                claims.append(_claim(row, marked, found, incidents, where))
        except CorpusError as error:
            problems.append(str(error))
    problems += _undeclared(marked, set(names), where)
    if problems:
        raise CorpusError("\n".join(problems))
    mentions: dict[tuple[int, int], str] = {}
    for span in marked.spans:
        if span.letter and mentions.setdefault((span.start, span.end), span.letter) != span.letter:
            words = marked.text[span.start : span.end]
            raise CorpusError(f"{where}: {words!r} is marked with two mention types")
    record = {
        "id": f"corpus-{match[1]}",
        "text": marked.text,
        "title": marked.text.split("\n", 1)[0],
        "outlet": match[2].strip(),
        "published": None if match[3] == "-" else match[3],
        "licence": "own",
        "synthetic": True,
        "actors": [],
        "mentions": [
            {"start": a, "end": b, "type": MENTION_CODES[letter]}
            for (a, b), letter in mentions.items()
        ],
        "times": [],
        "places": [],
        "incidents": incidents,
        "claims": claims,
    }
    if record["published"] is None:
        del record["published"]
    return record


def _undeclared(marked: _Marked, names: set[str], where: str) -> Iterator[str]:
    for span in marked.spans:
        for sign, value in span.items:
            number = re.match(r"\d+", value)[0]  # type: ignore[index]
            name = f"i{number}" if sign in {"role", "!"} else f"c{number}"
            if name not in names:
                words = marked.text[span.start : span.end]
                yield f"{where}: {words!r} is marked for {name}, which is not declared"


def compile_folder(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """The records of every `*.txt` of the folder, in the order of file names and blocks.

    Raises CorpusError on any authoring mistake and on a document number used twice.
    """
    seen: set[str] = set()
    for path in sorted(folder.glob("*.txt")):
        for block in re.split(r"\n(?=## \d{4} )", "\n" + path.read_text(encoding="utf-8")):
            if not block.strip():
                continue
            record = compile_document(block, path.name)
            if record["id"] in seen:
                raise CorpusError(f"{path.name}: {record['id']} is used twice")
            seen.add(record["id"])
            yield record


def to_lines(records: Iterator[dict[str, Any]]) -> str:
    """The records as JSON lines."""
    return "".join(json.dumps(r, ensure_ascii=False, sort_keys=True) + "\n" for r in records)


def coverage(records: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How often each label of the codebook occurs in the records (zeros included)."""
    claims = [c for r in records for c in r["claims"]]
    incidents = [i for r in records for i in r["incidents"]]
    table: dict[str, tuple[tuple[str, ...], list[str]]] = {
        "mention": (MENTION_TYPES, [m["type"] for r in records for m in r["mentions"]]),
        "incident": (INCIDENT_TYPES, [i["type"] for i in incidents]),
        "status": (STATUSES, [i["status"] for i in incidents]),
        "role": (ROLES, [a["role"] for i in incidents for a in i["arguments"]]),
        "source": (SOURCE_TYPES, [c["source_type"] for c in claims]),
        "act": (SPEECH_ACTS, [c["speech_act"] for c in claims]),
        "commitment": (COMMITMENTS, [c["commitment"] for c in claims]),
    }
    return {
        name: {label: Counter(values)[label] for label in labels}
        for name, (labels, values) in table.items()
    }


def main() -> None:
    """Writes corpus.jsonl (or -o FILE); with --stats prints the coverage of every label."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=FOLDER / "corpus.jsonl")
    parser.add_argument("--stats", action="store_true")
    options = parser.parse_args()
    records = list(compile_folder())
    options.output.write_text(to_lines(iter(records)), encoding="utf-8")
    words = sum(len(r["text"].split()) for r in records)
    print(f"{len(records)} documents, {words} words -> {options.output}")
    if options.stats:
        for name, row in coverage(records).items():
            print(name, *(f"{label}={count}" for label, count in row.items()))


if __name__ == "__main__":
    main()
