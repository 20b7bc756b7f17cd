"""MUC-4's own answer keys: what the five-role form leaves out.

Perpetrator confidence, stage of execution, and how many people were hit with what effect. Files
as distributed: `raw/dev/key-*` (the 1,300 training texts), `raw/tst1/key-*` and `raw/tst2/key-*`
(development). A template is 25 numbered slots; a slot's further values stand on lines of their
own. Slots and values: MUC-4 scoring guidelines, in the same folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.files import DataError, read_text

FOLDERS: Mapping[str, tuple[str, ...]] = {
    "train": ("dev",),
    "dev": ("tst1", "tst2"),
    "test": ("tst3", "tst4"),
}
"""The parts of Du, Rush and Cardie (2021), and which of MUC-4's folders each is made of."""


_SLOT = re.compile(r"(\d{1,2})\.\s+[A-Z ]+: [A-Z ]+?(?:\s{2,}(.*))?")
_PIECE = re.compile(r'"((?:[^"\\]|\\.){0,500})"|([:/])|([^":/]+)')
_ID, _TEMPLATE, _TYPE, _STAGE, _CONFIDENCE = 0, 1, 4, 5, 11
_NAME, _DESCRIPTION, _NUMBER, _EFFECT = 18, 19, 21, 23


@dataclass(frozen=True, slots=True)
class MucOrganization:
    """A perpetrator organisation: its strings and how sure the text is ("reported as fact",
    "suspected or accused", ...); several where the key takes any of them."""

    strings: tuple[str, ...]
    confidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MucVictim:
    """A human target: its strings, number as the key has it ("6", "plural", "10-" for ten or
    more, "-26" for up to 26) and effects ("death", "injury", "no injury or death", ...)."""

    strings: tuple[str, ...]
    number: tuple[str, ...]
    effect: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MucKey:
    """One template of the keys; strings in lower case, brackets as the texts have them."""

    id: str
    template: int
    optional: bool
    incident_type: tuple[str, ...]
    stage: tuple[str, ...]
    organizations: tuple[MucOrganization, ...]
    victims: tuple[MucVictim, ...]


def read_muc4_keys(folder: Path, part: str) -> Mapping[tuple[str, int], MucKey]:
    """The templates of `part` ("train", "dev") by document and template number. `folder` holds
    `raw`. The mark for a doubtful value ("?") is dropped.

    Raises DataError naming the file where none is found or one is not as the format says.
    """
    if part not in FOLDERS:
        raise DataError(f"no keys for the part {part!r}", str(folder), "ask for train, dev or test")
    out: dict[tuple[str, int], MucKey] = {}
    for name in FOLDERS[part]:
        paths = sorted((folder / "raw" / name).glob("key-*"))
        if not paths:
            raise DataError(
                "no MUC-4 answer keys", str(folder / "raw" / name), "name the folder that holds raw"
            )
        for path in paths:
            for slots in _templates(read_text(path)):
                try:
                    key = _key(slots)
                except (KeyError, ValueError, IndexError) as error:
                    raise DataError(
                        f"not a MUC-4 template ({type(error).__name__}: {error})",
                        f"{path}, near {slots.get(_ID, ['?'])[0]}",
                        "use the keys as distributed",
                    ) from error
                if key is not None:
                    out[key.id, key.template] = key
    return out


def _templates(text: str) -> Iterator[Mapping[int, list[str]]]:
    """Each template's slots: slot number to its lines."""
    slots: dict[int, list[str]] = {}
    current: list[str] | None = None
    for raw in text.splitlines():
        line = raw.rstrip()
        start = _SLOT.fullmatch(line)
        if start:
            number = int(start[1])
            if number == _ID and slots:
                yield slots
                slots = {}
            current = slots.setdefault(number, [])
            current.append((start[2] or "").strip())
        elif not line or line.startswith(";"):
            current = None
        elif current is not None and line[0].isspace():
            more = line.strip()
            if current and (current[-1].endswith(("/", ":")) or more.startswith(("/", ":"))):
                current[-1] += " " + more
            else:
                current.append(more)
    if slots:
        yield slots


def _key(slots: Mapping[int, list[str]]) -> MucKey | None:
    """None for the entry of a text without a template ("*")."""
    number = slots[_TEMPLATE][0]
    if number.startswith("*"):
        return None
    values = {slot: [_value(line) for line in lines] for slot, lines in slots.items()}
    victims: list[MucVictim] = []
    named = [strings for _, strings, _ in values[_NAME] if strings]
    for _, strings, names in values[_DESCRIPTION]:
        if not names:
            named += [strings] if strings else []
            continue
        for i, known in enumerate(named):
            if set(known) & set(names):
                named[i] = (*known, *strings)
                break
        else:
            named.append((*names, *strings))
    for strings in named:
        victims.append(
            MucVictim(strings, _of(strings, values[_NUMBER]), _of(strings, values[_EFFECT]))
        )
    return MucKey(
        id=slots[_ID][0].split()[0],
        template=int(number.split()[0]),
        optional="OPTIONAL" in number,
        incident_type=values[_TYPE][0][0],
        stage=values[_STAGE][0][0],
        organizations=tuple(
            MucOrganization(strings, labels)
            for labels, strings, _ in values[_CONFIDENCE]
            if strings and labels
        ),
        victims=tuple(victims),
    )


_Value = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _value(line: str) -> _Value:
    """A line's words without quotes, its quoted strings, and those after a colon that follows
    quoted strings ('"PRIESTS": "ELLACURIA"')."""
    labels: list[str] = []
    first: list[str] = []
    second: list[str] = []
    quoted = first
    for string, mark, words in _PIECE.findall(line):
        if mark == ":" and first:
            quoted = second
        elif words.strip(" ?()-*"):
            # A lone dash or star is the key's "nothing"; one beside a number bounds it ("10-").
            labels.append(words.strip(" ?()").lower())
        elif string:
            text = string.replace('\\"', '"').lower().replace("[", "(").replace("]", ")")
            quoted.append(" ".join(text.split()))
    return tuple(labels), tuple(first), tuple(second)


def _of(strings: tuple[str, ...], values: list[_Value]) -> tuple[str, ...]:
    """The labels of the lines that name one of `strings`."""
    out = [label for labels, named, _ in values if set(named) & set(strings) for label in labels]
    return tuple(dict.fromkeys(out))
