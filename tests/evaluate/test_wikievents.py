"""WikiEvents: what the reader returns, where it puts the training part's events, and the score."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dateline.codebook import INCIDENT_TYPES, MENTION_TYPES, ROLES
from dateline.evaluate.files import DataError
from dateline.evaluate.wikievents import (
    WikiArgument,
    WikiEvent,
    WikiText,
    argument_rows,
    dateline_roles,
    event_type,
    head,
    incident_type,
    kairos_role,
    mention_type,
    read_wikievents,
    run,
    tells_incident,
    trigger_rows,
)
from dateline.evaluate.wikievents._align import Told, align_events
from dateline.evaluate.wikievents._labels import label_table
from dateline.evaluate.wikievents._print import set_tokens
from dateline.records import Annotation, Document, Mention, RoleLink, Span, Trigger
from tests.shared import SHARED, needs_shared

SENTENCES = ("Rebels shelled the market of Kutum.", "Nine traders died there, a nurse said.")
TEXT = "\n".join(SENTENCES)


def _span(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def _event(trigger: str, kind: str, *arguments: tuple[str, str]) -> WikiEvent:
    return WikiEvent(
        _span(trigger), kind, tuple(WikiArgument(_span(words), role) for words, role in arguments)
    )


SHELLING = _event(
    "shelled", "Conflict.Attack", ("Rebels", "Attacker"), ("market of Kutum", "Target")
)
DEATHS = _event("died", "Life.Die", ("traders", "Victim"))
GOLD = WikiText(
    "w-1",
    TEXT,
    ((_span("Rebels"), "ORG"), (_span("market of Kutum"), "FAC"), (_span("traders"), "PER")),
    (SHELLING, DEATHS),
)


def _tokens(text: str) -> list[str]:
    return text.replace(".", " .").replace(",", " ,").split()


def _development_row() -> dict[str, Any]:
    """`GOLD` as the development part writes it: offsets count a line end that `text` lacks."""
    at, sentences, tokens = 0, [], []
    for sentence in SENTENCES:
        row = []
        for token in _tokens(sentence):
            at = TEXT.index(token, at)
            row.append([token, at, at + len(token)])
            at += len(token)
        sentences.append([row, sentence])
        tokens += [token for token, _, _ in row]

    def place(words: str) -> dict[str, Any]:
        first = tokens.index(words.split()[0])
        return {"start": first, "end": first + len(words.split()), "text": words}

    entities = [
        {"id": f"w-1-T{i}", "entity_type": kind, **place(span.of(TEXT))}
        for i, (span, kind) in enumerate(GOLD.entities)
    ]
    ids = {entity["text"]: entity["id"] for entity in entities}
    events = [
        {
            "event_type": f"{event.type}.Unspecified",
            "trigger": place(event.trigger.of(TEXT)),
            "arguments": [
                {"entity_id": ids[a.span.of(TEXT)], "role": a.role} for a in event.arguments
            ],
        }
        for event in reversed(GOLD.events)
    ]
    return {
        "doc_id": "w-1",
        "tokens": tokens,
        "text": "".join(SENTENCES),
        "sentences": sentences,
        "entity_mentions": entities,
        "event_mentions": events,
    }


def _training_row(text: str, *events: tuple[str, str, Sequence[tuple[str, str]]]) -> dict[str, Any]:
    return {
        "docid": "w-2",
        "tokens": _tokens(text),
        "sentences": [],
        "event_mentions": [
            {
                "event_type": kind,
                "trigger": {"start_idx": 0, "end_idx": 1, "text": trigger},
                "arguments": [{"role": role, "text": words} for words, role in arguments],
            }
            for trigger, kind, arguments in events
        ],
    }


def _write(folder: Path, part: str, *rows: dict[str, Any]) -> Path:
    (folder / f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_the_development_part_keeps_its_offsets(tmp_path: Path) -> None:
    assert read_wikievents(_write(tmp_path, "dev", _development_row()), "dev") == (GOLD,)


@pytest.mark.parametrize(
    ("field", "value"),
    [("tokens", ["Rebels"]), ("entity_mentions", [{"id": 1}]), ("sentences", [[], []])],
)
def test_a_broken_document_is_named(tmp_path: Path, field: str, value: object) -> None:
    row = {**_development_row(), field: value}
    with pytest.raises(DataError, match=r"dev\.jsonl, line 2"):
        read_wikievents(_write(tmp_path, "dev", _development_row(), row), "dev")


def test_words_that_are_not_the_tokens_are_refused(tmp_path: Path) -> None:
    row = _development_row()
    row["event_mentions"][0]["trigger"]["text"] = "fled"
    with pytest.raises(DataError, match="'died', not 'fled'"):
        read_wikievents(_write(tmp_path, "dev", row), "dev")


def test_the_training_part_is_placed_again(tmp_path: Path) -> None:
    text = "Four were killed in Kutum, and police killed Adam Said as nine were killed in Nyala."
    row = _training_row(
        text,
        ("killed", "Life.Die.Unspecified", [("Four", "Victim"), ("Kutum", "Place")]),
        ("killed", "Life.Die", [("police", "Killer"), ("Adam Said", "Victim")]),
        ("killed", "Life.Die", [("nine", "Victim"), ("Nyala", "Place")]),
    )
    (found,) = read_wikievents(_write(tmp_path, "train", row), "train")
    assert found.text == text
    assert [event.trigger.start for event in found.events] == [10, 38, 68]
    assert {event.type for event in found.events} == {"Life.Die"}
    assert [[a.span.of(text) for a in event.arguments] for event in found.events] == [
        ["Four", "Kutum"],
        ["police", "Adam Said"],
        ["nine", "Nyala"],
    ]


def test_the_training_parts_lost_letters_are_found_and_the_unplaceable_left_out(
    tmp_path: Path,
) -> None:
    text = "The blast went off near a mall. Guards saw it."
    row = _training_row(
        text,
        ("went of", "Conflict.Attack", [("mal", "Place"), ("bakery", "Target")]),
        ("exploded", "Conflict.Attack", []),
        ("saw", "Cognitive.Inspection", []),
        ("saw", "Cognitive.Inspection", []),
    )
    (found,) = read_wikievents(_write(tmp_path, "train", row), "train")
    words = [
        (event.trigger.of(text), [a.span.of(text) for a in event.arguments])
        for event in found.events
    ]
    assert words == [("went off", ["mall"]), ("saw", [])]


def test_events_listed_in_text_order_are_placed_in_it() -> None:
    tokens = _tokens("The attack was claimed. A second attack failed. The third attack was denied.")
    listed = [Told("claimed"), Told("attack"), Told("failed"), Told("attack"), Told("denied")]
    assert [place and place[0] for place in align_events(tokens, listed)] == [3, 7, 8, 12, 14]


def test_the_same_word_of_two_events_takes_two_places() -> None:
    tokens = ["attack", "after", "attack"]
    assert align_events(tokens, [Told("attack"), Told("attack")]) == ((0, 1), (2, 3))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("the U . S . - led coalition , he said", "the U.S.-led coalition, he said"),
        ("Chan - ocha ( 65 ) paid $ 1 , 800", "Chan-ocha (65) paid $1,800"),
        ("at 10 : 30 p . m . , 2 . 5 km off", "at 10:30 p.m., 2.5 km off"),
        ("“ we haven ’ t left , ” Lopez ’ s aide said", "“we haven’t left,” Lopez’s aide said"),
        ('he said " go " and left', 'he said "go" and left'),
        ("in May , 12 died and / or fled", "in May, 12 died and/or fled"),
        ("protesters ’ demands : peace", "protesters’ demands: peace"),
    ],
)
def test_tokens_are_set_as_print_sets_them(tokens: str, text: str) -> None:
    found, spans = set_tokens(tokens.split())
    assert found == text
    assert [span.of(found) for span in spans] == tokens.split()


def test_empty_tokens_keep_a_place() -> None:
    text, spans = set_tokens(["Kutum", "", "\u2028", "fell"])
    assert [span.of(text) for span in spans] == ["Kutum", "_", "_", "fell"]


def test_every_label_is_the_codebooks() -> None:
    table = label_table()
    assert {row["incident"] for row in table["event_types"].values()} <= {"", *INCIDENT_TYPES}
    assert {row["mention"] for row in table["entity_types"].values()} <= {"", *MENTION_TYPES}
    fillers = [row for roles in table["roles"].values() for row in roles.values()]
    assert {role for row in fillers for role in row["roles"]} <= set(ROLES)
    assert set(table["roles"]) == {t for t, row in table["event_types"].items() if row["tells"]}
    rows = [*table["event_types"].values(), *table["entity_types"].values(), *fillers]
    assert all(row["why"] for row in rows)


def test_labels_are_read_back() -> None:
    assert event_type("Justice.ArrestJailDetain.Unspecified") == "Justice.ArrestJailDetain"
    assert incident_type("Justice.ArrestJailDetain") == "arrests"
    assert incident_type("Life.Die") == incident_type("No.Such") == ""
    assert tells_incident("Life.Die")
    assert not tells_incident("Contact.Contact")
    assert dateline_roles("Life.Die", "Victim") == ("target", "killed")
    assert dateline_roles("Contact.Contact", "Communicator") == ()
    assert kairos_role("Life.Die", "killed") == kairos_role("Life.Die", "target") == "Victim"
    assert kairos_role("Conflict.Attack", "weapon") == "ExplosiveDevice"
    assert kairos_role("Contact.Contact", "place") == ""
    assert (mention_type("FAC"), mention_type("PER")) == ("FACILITY", "")


@needs_shared
def test_every_type_and_role_of_the_data_is_in_the_table() -> None:
    table = label_table()
    for part in ("train", "dev"):
        for text in read_wikievents(SHARED / "data" / "wikievents", part):
            assert {kind for _, kind in text.entities} <= set(table["entity_types"])
            for event in text.events:
                assert event.type in table["event_types"]
                known = table["roles"].get(event.type)
                assert known is None or {a.role for a in event.arguments} <= set(known)


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("Adam Said", "Said"),
        ("at least 12 people", "people"),
        ("residents of western Mosul", "residents"),
        ("the two men who fled", "men"),
        ("Off", "Off"),
        ("the U.S.-led coalition’s", "coalition"),
        ("...", "..."),
    ],
)
def test_head_words(phrase: str, word: str) -> None:
    text = f"Then {phrase} again"
    assert head(text, _span(phrase, text)).of(text) == word


def _row(answer: dict[str, dict[str, float]], name: str) -> tuple[float, float, float, float]:
    row = answer[name]
    return row["p"], row["r"], row["gold"], row["predicted"]


def test_triggers_are_scored_with_and_without_their_type() -> None:
    predicted = [_event("shelled", "Conflict.Attack"), _event("died", "Life.Injure"),
                 _event("said", "Contact.Contact"), _event("Nine", "Life.Die")]  # fmt: skip
    rows = trigger_rows([(GOLD, predicted)])
    assert _row(rows, "triggers, span") == (0.5, 1, 2, 4)
    assert _row(rows, "triggers, span and type") == (0.25, 0.5, 2, 4)


def test_arguments_are_scored_by_head_by_span_and_with_their_role() -> None:
    predicted = [
        _event("shelled", "Conflict.Attack", ("Rebels", "Target"), ("market", "Target")),
        _event("died", "Life.Die", ("Nine traders", "Victim")),
    ]
    rows = argument_rows([(GOLD, predicted)])
    assert _row(rows, "head") == (1, 1, 3, 3)
    assert _row(rows, "head and role") == (2 / 3, 2 / 3, 3, 3)
    assert _row(rows, "span") == (1 / 3, 1 / 3, 3, 3)
    assert _row(rows, "span and role") == (0, 0, 3, 3)


def test_an_argument_of_the_wrong_event_is_wrong() -> None:
    predicted = [
        _event("died", "Life.Injure", ("traders", "Victim")),
        _event("said", "Life.Die", ("traders", "Victim")),
    ]
    assert _row(argument_rows([(GOLD, predicted)]), "head") == (0, 0, 3, 2)


@dataclass(frozen=True)
class _Probe:
    wiki_events: Sequence[tuple[Span, str, float]]


@dataclass
class _Told:
    """An annotator that finds set triggers, and links between set mentions and any trigger."""

    events: Sequence[tuple[str, str]]
    links: Sequence[tuple[str, str, str, float]]
    asked: list[Sequence[Span]] = field(default_factory=list)

    def probe(self, document: Document) -> _Probe:
        return _Probe([(_span(words, document.text), kind, 0.9) for words, kind in self.events])

    def annotate(
        self,
        document: Document,
        *,
        mentions: Sequence[Mention] | None = None,
        triggers: Sequence[Span] | None = None,
    ) -> Annotation:
        assert mentions is None
        assert triggers is not None
        self.asked.append(triggers)
        found = [Trigger(t.start, t.end, 1.0, {}, {}) for t in triggers]
        words = [t.of(document.text) for t in triggers]
        spans = [_span(mention, document.text) for _, mention, _, _ in self.links]
        return Annotation(
            mentions=tuple(Mention(s.start, s.end, "POPULATION") for s in spans),
            triggers=tuple(found),
            roles=tuple(
                RoleLink(words.index(trigger), i, role, score)
                for i, (trigger, _, role, score) in enumerate(self.links)
                if trigger in words
            ),
        )


def test_run_reads_the_codebooks_roles_back(tmp_path: Path) -> None:
    told = _Told(
        [("shelled", "Conflict.Attack.Unspecified"), ("said", "Contact.Contact")],
        [
            ("shelled", "Rebels", "perpetrator", 0.9),
            ("shelled", "Kutum", "place", 0.8),
            ("shelled", "market of Kutum", "target", 0.4),  # less sure than the coder asks
            ("died", "Nine", "killed", 0.9),  # a number in a group is no second victim
            ("died", "Nine traders", "target", 0.9),
            ("said", "nurse", "perpetrator", 0.9),  # speech has no roles in the codebook
        ],
    )
    rows = run(_write(tmp_path, "dev", _development_row()), told)
    assert _row(rows, "triggers, span and type") == (0.5, 0.5, 2, 2)
    assert _row(rows, "arguments, head and role") == (0.5, 1 / 3, 3, 2)
    assert _row(rows, "arguments of given triggers, head and role") == (2 / 3, 2 / 3, 3, 3)
    assert told.asked[1] == [SHELLING.trigger, DEATHS.trigger]


def test_a_part_without_texts_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "dev")
    with pytest.raises(DataError, match="no text of the part dev"):
        run(tmp_path, _Told([], []))


@needs_shared
def test_the_published_parts_are_read_nearly_whole() -> None:
    folder = SHARED / "data" / "wikievents"
    for part, texts, events, arguments in (("train", 206, 3238, 4521), ("dev", 20, 345, 428)):
        found = read_wikievents(folder, part)
        told = [event for text in found for event in text.events]
        counts = (len(found), len(told), sum(len(event.arguments) for event in told))
        assert counts == (texts, events, arguments)


@needs_shared
def test_events_without_places_are_put_where_the_development_part_has_them() -> None:
    right = total = 0
    for line in (SHARED / "data" / "wikievents" / "dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        listed = row["event_mentions"]
        told = [
            Told(e["trigger"]["text"], tuple(a["text"] for a in e["arguments"])) for e in listed
        ]
        for event, place in zip(listed, align_events(row["tokens"], told), strict=True):
            total += 1
            right += place == (event["trigger"]["start"], event["trigger"]["end"])
    assert total == 345
    assert right >= 0.95 * total
