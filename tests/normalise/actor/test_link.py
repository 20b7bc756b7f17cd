from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.normalise.actor import ActorContext, link_actors, load_actor_list
from dateline.records import Mention, Span
from tests.normalise.actor.linking import groups, link

ACTORS = load_actor_list(user=False)
TYPES = (
    "PERSON",
    "ARMED_GROUP",
    "STATE_FORCE",
    "GOVERNMENT",
    "ORG",
    "MEDIA",
    "POPULATION",
    "ROLE",
    "PLACE",
    "TIME",
)


def test_a_surname_and_a_title_mean_the_person_named_in_full() -> None:
    found = groups(
        "Brig. Gen. [Amos Tillery|P] spoke first. [Tillery|P] said little. Gen. [Tillery|P] left."
    )
    assert found == {frozenset({"Amos Tillery", "Tillery"})}


@pytest.mark.parametrize(
    ("full", "other"),
    [
        ("Ibrahim al-Jaafari", "Ibrahim al- Jaafari"),
        ("Abu Bakr al-Baghdadi", "Baghdadi"),
        ("Bashar al-Assad", "Assad"),
        ("Rami Abdelrahman", "Rami Abdel-Rahman"),
        ("Haider al-Abadi", "Abadi"),
        ("Nouri Maliki", "Nouri al-Maliki"),
        ("Lotfi Gharsalli", "Gharsali"),
    ],
)
def test_spellings_of_one_person(full: str, other: str) -> None:
    assert groups(f"[{full}|P] arrived. Then [{other}|P] spoke.") == {frozenset({full, other})}


def test_brothers_stay_two_persons() -> None:
    found = groups("[Nurlan Asanov|P] and [Erlan Asanov|P] were held.")
    assert found == {frozenset({"Nurlan Asanov"}), frozenset({"Erlan Asanov"})}


@pytest.mark.parametrize(
    "text",
    [
        "the [Moro Homeland Front|A] ([MHF|A]) agreed",
        "[Moro Homeland Front|A], also known as the [Sons of Ranao|A], agreed",
        "[Moro Homeland Front|A], better known as [Sons of Ranao|A], agreed",
        "the [Moro Homeland Front|A], formerly the [Sons of Ranao|A], agreed",
        "the [Moro Homeland Front|A], which calls itself the [Sons of Ranao|A], agreed",
        "[Daxan|A] is an Arabic acronym for the [Moro Homeland Front|A].",
        "the [MHF|A], as the [Moro Homeland Front|A] is known, agreed",
        "[Salip Undong|P], also known as [Kumander Tigre|P], agreed",
        "[Abou Dardar|P], whose real name was given as [Sidi Ould Bakka|P], agreed",
        "[Salip Undong|P], alias [Tigre|P], agreed",
        "[Salip Undong|P], nom de guerre [Tigre|P], agreed",
        "[Sani Gobirawa|P], known as “[Dogon Daji|P]”, agreed",
        "a [captain|R] known as [Dhegey|P] agreed",
        "a [man|R] who called himself [Abu Masnun|P] agreed",
    ],
)
def test_a_stated_alias_links_and_keeps_its_words(text: str) -> None:
    (only,) = link(text)
    actor, words = only
    assert len(words) == 2
    assert actor.alias_spans
    assert set(words) <= set(actor.aliases)


def test_two_groups_side_by_side_are_no_alias() -> None:
    text = "the [Cedar Vanguard|A] and the [Mountain Youth Brigade|A] fought"
    assert len(groups(text)) == 2


def test_an_acronym_and_a_short_name_join_the_full_name() -> None:
    text = "The [Free Highlands Movement|A] denied it. The [FHM|A] fled. [Highlands|A] men fled."
    assert len(groups(text)) == 1


def test_an_acronym_that_the_text_defines_is_not_the_lists() -> None:
    text = "The [Red Sand Fighters|A] ([RSF|A]) attacked Nyala, Sudan."
    ((actor, _),) = link(text, "SD")
    assert actor.seed is None
    assert actor.candidates == ()


def test_names_of_the_list_are_one_actor() -> None:
    text = "[ISIS|A] fled. [Daesh|A] denied it. [Islamic State|A] fighters and [ISIL|A] came."
    ((actor, words),) = link(text, "IQ")
    assert actor.seed == "islamic-state"
    assert actor.name == "Islamic State"
    assert actor.kind == 2
    assert len(words) == 4


def test_a_coalition_against_a_group_is_not_the_group() -> None:
    found = groups("The [Counter-Daesh Coalition|S] struck [Daesh|A] in Mosul, Iraq.")
    assert len(found) == 2


def test_a_government_by_country_capital_and_word() -> None:
    text = "[Iraq|G] agreed. [Baghdad|G] said so. The [Iraqi government|G] paid."
    ((actor, _),) = link(text, "IQ")
    assert actor.seed == "gov-iq"
    assert actor.kind == 1
    assert actor.country == "IQ"


def test_a_foreign_state_force_is_external() -> None:
    text = "[Turkish Armed Forces|S] shelled Manbij, [Syria|L], and Aleppo, [Syria|L]."
    ((actor, _),) = link(text, "SY", "SY")
    assert (actor.country, actor.kind) == ("TR", 8)


def test_gunmen_and_attackers_of_one_raid() -> None:
    text = (
        "[Gunmen|A] killed 14 men in a village. "
        "The [attackers|A] fled. The [gunmen|A] came on motorcycles."
    )
    assert frozenset({"Gunmen", "attackers", "gunmen"}) in groups(text)


def test_the_group_is_the_one_group() -> None:
    text = "[Ansar al-Jabal|A] said it fired. The [group|A] holds the port."
    assert groups(text) == {frozenset({"Ansar al-Jabal", "group"})}


def test_ids_follow_the_text_and_no_mention_is_lost() -> None:
    text = "[Police|S] held [Salip Undong|P]. [Undong|P] told [Reuters|M] that [troops|S] came."
    found = [a for a, _ in link(text)]
    assert [a.id for a in found] == [f"a{i + 1}" for i in range(len(found))]
    assert [min(a.mentions) for a in found] == sorted(min(a.mentions) for a in found)
    assert sorted(i for a in found for i in a.mentions) == [0, 1, 2, 3, 4]


WORDS = (
    "the RSF Islamic State gunmen al-Baghdadi Abu (also known as) , . of Syrian army 12 ÖYH "
    "\u200eب U.S. 's — police group é"
)
words = st.sampled_from((*WORDS.split(" "), "\n"))


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Mention], list[Span]]:
    text = " ".join(draw(st.lists(words, max_size=30))) + draw(st.text(max_size=10))
    spans = st.tuples(st.integers(0, len(text) + 3), st.integers(1, 25), st.sampled_from(TYPES))
    mentions = [Mention(s, s + n, t) for s, n, t in draw(st.lists(spans, max_size=14))]
    cuts = sorted(draw(st.sets(st.integers(1, max(1, len(text))), max_size=4)))
    edges = [0, *[c for c in cuts if c < len(text)], len(text)]
    return text, mentions, [Span(a, b) for a, b in pairwise(edges) if a < b]


@settings(max_examples=60, deadline=None)
@given(documents(), st.sampled_from([(), ("SD",), ("IQ", "SY")]))
def test_any_input_gives_each_mention_at_most_one_actor(
    document: tuple[str, list[Mention], list[Span]], hints: tuple[str, ...]
) -> None:
    text, mentions, sentences = document
    context = ActorContext(None, hints)
    found = link_actors(text, mentions, sentences, context, ACTORS)
    linked = [i for a in found for i in a.mentions]
    assert len(linked) == len(set(linked))
    assert all(a.mentions for a in found)
    assert all(0 <= a.kind <= 8 for a in found)
    assert found == link_actors(text, mentions, sentences, context, ACTORS)


@settings(max_examples=40, deadline=None)
@given(documents(), st.integers(0, 5))
def test_the_order_of_mentions_does_not_matter(
    document: tuple[str, list[Mention], list[Span]], seed: int
) -> None:
    text, mentions, sentences = document
    mentions = list(dict.fromkeys(mentions))
    shuffled = mentions[:]
    random.Random(seed).shuffle(shuffled)
    one = link_actors(text, mentions, sentences, None, ACTORS)
    two = link_actors(text, shuffled, sentences, None, ACTORS)
    assert [(a.name, a.kind, a.seed, frozenset(mentions[i] for i in a.mentions)) for a in one] == [
        (a.name, a.kind, a.seed, frozenset(shuffled[i] for i in a.mentions)) for a in two
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[Al Nahda Brigade|A] came, [Al-Nahda Brigade|A] left, [Alnahda Brigade|A] stayed.",
        "[Ansar al-Jabal|A] came, [Ansar-al-Jabal|A] left, [Ansaral Jabal|A] stayed.",
        "The [Ta'ang Army|A] fired on the [Taang Army|A] post; the [Ta’ang Army|A] denied it.",
        "[Jaysh at-Taifa al-Mansurah|A] spoke, and [Jaish al-Ta'ifa al-Mansura|A] fought.",
    ],
)
def test_hyphens_blanks_apostrophes_and_articles_make_no_second_actor(text: str) -> None:
    assert len(link(text)) == 1


def test_a_number_is_no_part_of_a_name_or_an_alias() -> None:
    text = "The mob beat [five police officers|S]. The [police officers|S] fled."
    ((actor, _),) = link(text)
    assert actor.name == "police officers"
    assert actor.aliases == ("police officers",)


@pytest.mark.parametrize(
    "text",
    [
        "[Abu Bakr al-Baghdadi|P], whose real name is [Ibrahim al-Samarrai|P], spoke.",
        "[Baghdadi|P], an Iraqi whose real name is [Ibrahim al-Samarrai|P], spoke.",
        "[Baghdadi|P] — his real name is [Ibrahim al-Samarrai|P] — spoke.",
    ],
)
def test_a_real_name_joins_a_kunya_or_a_surname(text: str) -> None:
    ((actor, words),) = link(text)
    assert len(words) == 2
    assert actor.alias_spans


def test_a_group_against_or_linked_to_another_is_not_that_other() -> None:
    text = "[ISIL|A] fled. The [counter-ISIL coalition|S] struck. [ISIL|A] denied it."
    assert frozenset({"ISIL"}) in groups(text)
    text = "[Al-Qaeda|A] denied it. [Al-Qaeda-linked Northern Wolves|A] claimed the raid."
    assert len(groups(text)) == 2


def test_a_role_before_a_name_and_a_comma_is_that_person() -> None:
    text = "The army's [spokesman|R], [Amos Tillery|P], said little. [Omar Haddad|P] left."
    assert frozenset({"spokesman", "Amos Tillery"}) in groups(text)


@pytest.mark.parametrize("other", ["Iraqi military", "Iraqi special forces"])
def test_one_states_forces_are_never_anothers(other: str) -> None:
    text = f"The [Syrian army|S] advanced. The army shelled Aleppo. The [{other}|S] closed in."
    assert len(groups(text)) == 2
