"""What was weighed and lost is kept: words for a role, sources and labels of a claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.code import CodeConfig
from dateline.code.claims import ClaimContext, document_claims
from dateline.code.origins import status_origin
from dateline.code.types import TypeEvidence, type_origin
from dateline.records import RoleLink, SourceCandidate, TimeValue
from tests.code.build import annotation, document, quote
from tests.code.test_assemble import code

TEXT = (
    "Gunmen killed three guards, aged 30, near Damboa on Monday, a vigilante said. "
    "Traders from Bama and Gwoza had passed by."
)
RAID = annotation(
    TEXT,
    [
        ("ARMED_GROUP", "Gunmen"),
        ("QUANTITY", "three"),
        ("QUANTITY", "30"),
        ("PLACE", "Damboa"),
        ("TIME", "Monday"),
        ("ROLE", "a vigilante"),
        ("POPULATION", "Traders"),
        ("PLACE", "Bama"),
        ("PLACE", "Gwoza"),
    ],
    [("killed", "attack", "happened")],
    [
        ("killed", "Gunmen", "perpetrator"),
        ("killed", "three", "killed"),
        ("killed", "30", "killed"),
        ("killed", "Damboa", "place"),
    ],
)


def with_links(*links: tuple[str, str, float]) -> tuple[RoleLink, ...]:
    at = {m.span.of(TEXT): i for i, m in enumerate(RAID.mentions)}
    return tuple(RoleLink(0, at[words], role, score) for words, role, score in links)


def test_words_too_unlikely_for_a_role_are_kept_with_their_score() -> None:
    more = with_links(
        ("Bama", "place", 0.3), ("Gwoza", "place", 0.41), ("Traders", "perpetrator", 0.22)
    )
    (report,), _ = code(TEXT, replace(RAID, roles=(*RAID.roles, *more)))
    lost = [(a.role, a.span.of(TEXT), a.origin.score) for a in report.lost_arguments]
    assert ("perpetrator", "Traders", 0.22) in lost
    assert [row for row in lost if row[0] == "place"] == [
        ("place", "Gwoza", 0.41),
        ("place", "Bama", 0.3),
    ]
    assert {a.origin.note for a in report.lost_arguments if a.role == "place"} == {
        f"less likely than {CodeConfig().role}"
    }


def test_a_number_that_counts_nothing_lost_for_that() -> None:
    (report,), _ = code(TEXT, RAID)
    (age,) = (a for a in report.lost_arguments if a.role == "killed")
    assert age.span == quote(TEXT, "30")
    assert "counts something else" in (age.origin.note or "")


def test_three_words_at_most_are_kept_for_a_role() -> None:
    words = ("Bama", "Gwoza", "Damboa")
    more = with_links(*((w, "target", 0.3) for w in words))
    places = tuple(
        replace(m, type="FACILITY") if m.type in ("PLACE", "TIME") else m for m in RAID.mentions
    )
    many = with_links(("Monday", "target", 0.25))
    read = replace(RAID, mentions=places, roles=(*RAID.roles, *more, *many))
    (report,), _ = code(TEXT, read)
    lost = [a.span.of(TEXT) for a in report.lost_arguments if a.role == "target"]
    assert lost == ["Damboa", "Bama", "Gwoza"]


def test_each_trigger_keeps_its_score() -> None:
    (report,), _ = code(TEXT, RAID)
    assert report.trigger_scores == (0.9,)


def test_the_means_named_is_told_also_where_it_changed_nothing() -> None:
    scores = {"air_drone_strike": 0.4, "attack": 0.6}
    overruled = type_origin(
        scores, {"air_drone_strike": 0.67, "attack": 0.33}, TypeEvidence(["warplanes"])
    )
    assert (overruled.by, overruled.score) == ("rule:type/means", 0.67)
    assert overruled.note == (
        '"warplanes" names the means of air_drone_strike; the encoder alone: attack 0.60'
    )
    agreed = type_origin(scores, scores, TypeEvidence(["warplanes"]))
    assert agreed.by == "model:type"
    assert agreed.note == '"warplanes" names the means of air_drone_strike'
    assert (
        type_origin({"arrests": 1.0}, {"arrests": 1.0}, TypeEvidence(["warplanes"], (), 1)).note
        is None
    )


def test_a_taker_that_decides_is_named_by_kind() -> None:
    alone = {"government_regains_territory": 0.6, "non_state_overtakes_territory": 0.4}
    weighed = {"government_regains_territory": 0.3, "non_state_overtakes_territory": 0.7}
    origin = type_origin(alone, weighed, TypeEvidence(["captured"], (), 2))
    assert origin.by == "rule:type/taker"
    assert "who took it is of the kind rebel" in (origin.note or "")


def test_a_status_that_a_later_time_ruled_out_says_so() -> None:
    later = TimeValue(0, 5, "later this year", "DATE", None, "2022-07", "2022-12", 5)
    origin = status_origin({"happened": 0.5, "planned": 0.3}, {"planned": 0.3}, [later])
    assert (origin.by, origin.score) == ("rule:status/future", 0.3)
    assert origin.note == (
        '"later this year" lies after publication; the encoder alone: happened 0.50'
    )
    assert status_origin({"happened": 0.5}, {"happened": 0.5}, [later]).by == "model:status"


def test_a_claim_keeps_the_sources_and_labels_that_lost() -> None:
    read = annotation(TEXT, [], [], said=[("a vigilante", "said", "Gunmen killed three guards")])
    rivals = (
        SourceCandidate(quote(TEXT, "a vigilante"), 0.8),
        SourceCandidate(None, 0.15),
    )
    said = replace(
        read.attributions[0],
        commitments={"certain": 0.6, "probable": 0.25, "possible": 0.1, "doubtful": 0.05},
        source_candidates=rivals,
    )
    (claim,) = document_claims(
        document(TEXT, date(2015, 1, 6)),
        replace(read, attributions=(said,)),
        ClaimContext((), {}, {}),
        CodeConfig(cue_evidence=0.0),
    )
    assert claim.source_candidates == rivals
    assert claim.label_candidates["commitment"] == pytest.approx(
        {"certain": 0.6, "probable": 0.25, "possible": 0.1}, abs=0.001
    )
