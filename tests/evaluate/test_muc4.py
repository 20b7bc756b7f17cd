"""MUC-4: what the readers return, and templates scored by hand."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest

from dateline.codebook import INCIDENT_TYPES, SPEECH_ACTS, STATUSES, TOLL_WHATS
from dateline.codebook import ROLES as CODEBOOK_ROLES
from dateline.evaluate.files import DataError
from dateline.evaluate.muc4 import (
    ROLES,
    MucKey,
    MucOrganization,
    MucTemplate,
    MucText,
    MucTrigger,
    MucVictim,
    best_pairing,
    codebook_label,
    read_muc4,
    read_muc4_keys,
    read_muc4_triggers,
    role_spans,
    run,
    score,
)
from dateline.evaluate.muc4._labels import label_table
from dateline.records import Document, Span
from tests.shared import SHARED, needs_shared

TEXT = (
    "rebels of the northern front (fn) blew up two pylons near rivas with dynamite.  the front "
    "said the pylons fed the mine. in leon, gunmen shot mayor ana lopez."
)
PUBLISHED = "five roles and incident type"


def _template(incident_type: str, **roles: Sequence[Sequence[str]]) -> MucTemplate:
    return MucTemplate(incident_type, {r: tuple(tuple(e) for e in roles.get(r, ())) for r in ROLES})


BOMBING = _template(
    "bombing",
    PerpInd=[["rebels"]],
    PerpOrg=[["northern front", "front", "fn"]],
    Target=[["two pylons", "pylons"]],
    Weapon=[["dynamite"]],
)
MURDER = _template("attack", PerpInd=[["gunmen"]], Victim=[["ana lopez", "mayor"]])


def _row(*templates: MucTemplate) -> str:
    return json.dumps(
        {
            "docid": "DEV-1",
            "doctext": TEXT,
            "templates": [
                {
                    "incident_type": t.incident_type,
                    **{
                        role: [[[s, TEXT.find(s)] for s in entity] for entity in entities]
                        for role, entities in t.roles.items()
                    },
                }
                for t in templates
            ],
        }
    )


def _figures(
    gold: Sequence[MucTemplate], predicted: Sequence[MucTemplate], row: str = PUBLISHED
) -> tuple[float, float]:
    found = score([(gold, predicted)])[row]
    return round(found["p"], 4), round(found["r"], 4)


def test_reader_returns_the_templates(tmp_path: Path) -> None:
    (tmp_path / "processed").mkdir()
    (tmp_path / "processed" / "dev.json").write_text(_row(BOMBING, MURDER) + "\n")
    assert read_muc4(tmp_path, "dev") == (MucText("DEV-1", TEXT, (BOMBING, MURDER)),)
    assert read_muc4(tmp_path / "processed", "dev") == read_muc4(tmp_path, "dev")


@pytest.mark.parametrize("line", ["{", "[]", '{"docid": "a", "doctext": "b", "templates": [1]}'])
def test_reader_names_the_line_that_is_wrong(tmp_path: Path, line: str) -> None:
    (tmp_path / "dev.json").write_text(_row() + "\n" + line + "\n")
    with pytest.raises(DataError, match=r"dev\.json, line 2"):
        read_muc4(tmp_path, "dev")


def test_fillers_are_placed_wherever_their_words_stand_longest_first() -> None:
    spans = role_spans(MucText("a", TEXT, (BOMBING, MURDER)))
    assert [(span.of(TEXT), role, index) for span, role, index in spans] == [
        ("rebels", "PerpInd", 0),
        ("northern front", "PerpOrg", 0),
        ("fn", "PerpOrg", 0),
        ("two pylons", "Target", 0),
        ("dynamite", "Weapon", 0),
        ("front", "PerpOrg", 0),
        ("pylons", "Target", 0),
        ("gunmen", "PerpInd", 1),
        ("mayor", "Victim", 1),
        ("ana lopez", "Victim", 1),
    ]


def test_a_filler_is_not_found_within_a_longer_word() -> None:
    text = MucText("a", "a man and a woman, armed men", (_template("attack", PerpInd=[["man"]]),))
    assert [span for span, _, _ in role_spans(text)] == [Span(2, 5)]


KEY = """\
0.  MESSAGE: ID                     DEV-MUC3-0001 (NCCOSC)
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
2.  INCIDENT: DATE                  - 30 DEC 89
4.  INCIDENT: TYPE                  BOMBING / ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ATTEMPTED
9.  PERP: INDIVIDUAL ID             ? "REBELS"
10. PERP: ORGANIZATION ID           "NORTHERN FRONT" / "FN"
11. PERP: ORGANIZATION CONFIDENCE   ? POSSIBLE / SUSPECTED OR ACCUSED: "NORTHERN FRONT" /
                                    "FN"
                                    CLAIMED OR ADMITTED: "\\"MAY 9\\" [M9]"
18. HUM TGT: NAME                   "ANA LOPEZ"
19. HUM TGT: DESCRIPTION            "MAYOR": "ANA LOPEZ"
                                    "GUARDS"
20. HUM TGT: TYPE                   GOVERNMENT OFFICIAL: "ANA LOPEZ"
21. HUM TGT: NUMBER                 1: "ANA LOPEZ"
                                    10-: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "ANA LOPEZ"
                                    INJURY / NO INJURY: "GUARDS"
24. HUM TGT: TOTAL NUMBER           -

;;; a note of the key's author
0.  MESSAGE: ID                     DEV-MUC3-0002 (NCCOSC)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


def test_keys_give_stage_confidence_numbers_and_effects(tmp_path: Path) -> None:
    (tmp_path / "raw" / "dev").mkdir(parents=True)
    (tmp_path / "raw" / "dev" / "key-dev-0001.muc4").write_text(KEY)
    assert read_muc4_keys(tmp_path, "train") == {
        ("DEV-MUC3-0001", 2): MucKey(
            id="DEV-MUC3-0001",
            template=2,
            optional=True,
            incident_type=("bombing", "attack"),
            stage=("attempted",),
            organizations=(
                MucOrganization(("northern front", "fn"), ("possible", "suspected or accused")),
                MucOrganization(('"may 9" (m9)',), ("claimed or admitted",)),
            ),
            victims=(
                MucVictim(("ana lopez", "mayor"), ("1",), ("death",)),
                MucVictim(("guards",), ("10-",), ("injury", "no injury")),
            ),
        )
    }


def test_keys_that_are_not_there_or_broken_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no MUC-4 answer keys"):
        read_muc4_keys(tmp_path, "train")
    (tmp_path / "raw" / "dev").mkdir(parents=True)
    (tmp_path / "raw" / "dev" / "key-x").write_text(KEY.replace("18. HUM TGT: NAME", "18. ?"))
    with pytest.raises(DataError, match="near DEV-MUC3-0001"):
        read_muc4_keys(tmp_path, "train")
    with pytest.raises(DataError, match="no keys for the part"):
        read_muc4_keys(tmp_path, "all")


def test_triggers_are_found_behind_the_header_and_without_quotation_marks(tmp_path: Path) -> None:
    tokens = [
        ["managua", ",", "3", "may", "--", "[", "text", "]", "rebels", "``", "blew", "up", "''"],
        ["two", "pylons", "."],
    ]
    row = {"doc_key": "a", "sentences": tokens, "evt_triggers": [[10, 11, [["bombing", 1.0]]]] * 2}
    other = {"doc_key": "b", "sentences": [["other", "words"]], "evt_triggers": []}
    path = tmp_path / "triggers.jsonl"
    path.write_text("".join(json.dumps(json.dumps(r)) + "\n" for r in (row, other)))
    texts = [MucText("a", 'rebels "blew up" two pylons.', ()), MucText("b", "its own words", ())]
    assert read_muc4_triggers(path, texts) == {"a": (MucTrigger(Span(8, 15), "bombing"),)}


def test_every_label_is_the_codebooks() -> None:
    allowed = {
        "incident_types": INCIDENT_TYPES,
        "roles": CODEBOOK_ROLES,
        "stages": STATUSES,
        "confidences": SPEECH_ACTS,
        "effects": TOLL_WHATS,
    }
    assert set(label_table()) == set(allowed)
    for kind, rows in label_table().items():
        assert {row["codebook"] for row in rows.values()} <= {"", *allowed[kind]}
        assert all(row["why"] for row in rows.values())
    assert codebook_label("roles", "PerpOrg") == "perpetrator"
    assert codebook_label("effects", "death") == "killed"
    assert codebook_label("incident_types", "attack") == codebook_label("effects", "?") == ""


def test_the_right_templates_score_one_in_any_order() -> None:
    rows = score([([BOMBING, MURDER], [MURDER, BOMBING])])
    assert all(row["f1"] == 1 for row in rows.values())
    assert rows[PUBLISHED]["gold"] == 8
    assert rows["five roles"]["gold"] == 6


def test_a_spurious_template_costs_its_type_and_its_fillers_precision() -> None:
    extra = _template("arson", Target=[["mine"]])
    assert _figures([BOMBING, MURDER], [BOMBING, MURDER, extra]) == (0.8, 1)  # 8 of 10
    assert _figures([BOMBING, MURDER], [BOMBING, MURDER, extra], "incident type") == (0.6667, 1)


def test_a_missing_template_costs_its_type_and_its_fillers_recall() -> None:
    assert _figures([BOMBING, MURDER], [BOMBING]) == (1, 0.625)  # 5 of 8
    assert _figures([BOMBING, MURDER], [BOMBING], "five roles") == (1, 0.6667)  # 4 of 6


def test_a_template_of_another_type_answers_none() -> None:
    assert _figures([MURDER], [_template("kidnapping", **MURDER.roles)]) == (0, 0)


def test_a_template_of_two_types_takes_either() -> None:
    either = _template("bombing / attack", **MURDER.roles)
    assert _figures([either], [MURDER]) == (1, 1)
    assert _figures([either], [_template("bombing", **MURDER.roles)]) == (1, 1)


def test_any_of_an_entitys_strings_will_do_and_a_foreign_one_spoils_it() -> None:
    def org(*strings: str) -> MucTemplate:
        return _template("bombing", PerpOrg=[strings])

    gold = [org("northern front", "front", "fn")]
    assert _figures(gold, [org("The FN.")], "PerpOrg") == (1, 1)
    assert _figures(gold, [org("fn", "northern front")], "PerpOrg") == (1, 1)
    assert _figures(gold, [org("fn", "rebels")], "PerpOrg") == (0, 0)


def test_one_entity_predicted_as_two_is_right_twice_and_found_once() -> None:
    split = _template("bombing", PerpOrg=[["northern front"], ["fn"]])
    row = score([([_template("bombing", PerpOrg=[["northern front", "fn"]])], [split])])["PerpOrg"]
    assert row == {"p": 1, "r": 1, "f1": 1, "gold": 1, "predicted": 2}


def test_the_pairing_is_the_best_as_a_whole() -> None:
    # The second prediction fits the first template best, but then the first one fits none.
    both = _template("attack", PerpInd=[["gunmen"]], Victim=[["ana lopez"]], Weapon=[["rifles"]])
    one = _template("attack", PerpInd=[["gunmen"]], Victim=[["ana lopez"]])
    gold = [both, _template("attack", PerpInd=[["gunmen"]], Victim=[["ana lopez"], ["mayor"]])]
    predicted = [_template("attack", Weapon=[["rifles"]]), one]
    assert sorted(best_pairing(gold, predicted)) == [(0, 0), (1, 1)]
    assert _figures(gold, predicted) == (1, 0.625)  # 5 of 8


def test_a_repeated_annotated_template_counts_once() -> None:
    assert _figures([MURDER, MURDER], [MURDER]) == (1, 1)


def test_texts_without_templates() -> None:
    assert _figures([], []) == (0, 0)
    assert _figures([], [MURDER]) == (0, 0)
    assert _figures([MURDER], []) == (0, 0)


@pytest.mark.parametrize("seed", range(20))
def test_no_pairing_scores_more(seed: int) -> None:
    chance = random.Random(seed)

    def some(number: int) -> list[MucTemplate]:
        return [
            _template(
                chance.choice(["attack", "bombing"]),
                **{
                    role: [chance.sample("abcd", chance.randint(1, 2)) for _ in range(2)]
                    for role in chance.sample(ROLES, 2)
                },
            )
            for _ in range(number)
        ]

    gold, predicted = some(3), some(4)

    def f1(pairing: Sequence[tuple[int, int]]) -> float:
        right = found = 0
        for i, j in pairing:
            if predicted[i].incident_type != gold[j].incident_type:
                continue
            right, found = right + 1, found + 1
            for role in ROLES:
                wanted, given = gold[j].roles[role], predicted[i].roles[role]
                right += sum(any(set(p) <= set(g) for g in wanted) for p in given)
                found += sum(any(set(p) <= set(g) for p in given) for g in wanted)
        p = right / sum(1 + sum(map(len, t.roles.values())) for t in predicted)
        r = found / sum(1 + sum(map(len, t.roles.values())) for t in gold)
        return 2 * p * r / (p + r) if p + r else 0.0

    every = [
        [(i, j) for i, j in enumerate(choice) if j >= 0]
        for choice in product(range(-1, len(gold)), repeat=len(predicted))
        if len({j for j in choice if j >= 0}) == sum(j >= 0 for j in choice)
    ]
    assert f1(best_pairing(gold, predicted)) == pytest.approx(max(map(f1, every)))


class _Told:
    """An annotator that answers with set templates."""

    def __init__(self, *templates: tuple[str, Sequence[tuple[str, str]]]) -> None:
        self._templates = templates

    def muc(self, document: Document) -> list[tuple[str, list[tuple[str, Span]]]]:
        def span(words: str) -> Span:
            at = document.text.index(words)
            return Span(at, at + len(words))

        return [(kind, [(role, span(w)) for role, w in found]) for kind, found in self._templates]


def test_run_joins_a_roles_fillers_of_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text(_row(BOMBING, MURDER) + "\n")
    told = _Told(
        ("bombing", [("Target", "two pylons"), ("Target", "the pylons"), ("Target", "pylons")]),
        ("attack", [("Victim", "ana lopez"), ("PerpInd", "gunmen"), ("PerpInd", "mayor")]),
    )
    rows = run(tmp_path, told)
    assert (rows["Target"]["predicted"], rows["Target"]["p"], rows["Target"]["r"]) == (2, 1, 1)
    assert (rows["PerpInd"]["p"], rows["PerpInd"]["r"]) == (0.5, 0.5)
    assert rows["incident type"]["f1"] == 1
    with pytest.raises(DataError, match="cannot read"):
        run(tmp_path, told, "test")


@needs_shared
def test_the_published_parts_are_read_whole() -> None:
    folder = SHARED / "data" / "muc4"
    for part, count, templates in (("train", 1300, 1114), ("dev", 200, 191)):
        texts = read_muc4(folder, part)
        keys = read_muc4_keys(folder, part)
        assert (len(texts), sum(len(t.templates) for t in texts)) == (count, templates)
        kinds = {k: " / ".join(key.incident_type) for k, key in sorted(keys.items())}
        for text in texts:
            of_text = [kind for (document, _), kind in kinds.items() if document == text.id]
            assert of_text == [t.incident_type for t in text.templates]


@needs_shared
def test_every_value_of_the_keys_is_in_the_table() -> None:
    table = label_table()
    for part in ("train", "dev"):
        for key in read_muc4_keys(SHARED / "data" / "muc4", part).values():
            assert set(key.incident_type) <= set(table["incident_types"])
            assert set(key.stage) <= set(table["stages"])
            for organization in key.organizations:
                assert set(organization.confidence) <= set(table["confidences"])
            for victim in key.victims:
                assert set(victim.effect) <= set(table["effects"])


@needs_shared
def test_the_published_scorer_counts_as_many_fillers() -> None:
    texts = read_muc4(SHARED / "data" / "muc4", "dev")
    rows = score((text.templates, text.templates) for text in texts)
    assert (rows[PUBLISHED]["gold"], rows[PUBLISHED]["r"]) == (731, 1)


@needs_shared
def test_nearly_all_trigger_files_lie_over_their_texts() -> None:
    texts = read_muc4(SHARED / "data" / "muc4", "train")
    found = read_muc4_triggers(SHARED / "data" / "muc4_triggers" / "human-train.jsonl", texts)
    assert len(found) == 906  # of 907
    assert sum(len(triggers) for triggers in found.values()) == 654
