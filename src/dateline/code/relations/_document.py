"""The relations of one document, each with its words, its status and the claim that makes it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.code.incidents import aside_spans
from dateline.code.relations._compounds import compounds
from dateline.code.relations._statements import Statement, statements
from dateline.code.relations._table import RelationTable, relation_table
from dateline.code.relations._tokens import tokens_of
from dateline.normalise.actor import country_of
from dateline.records import Actor, ActorRelation, Claim, Document, Mention, Origin, Span

_MOST_MENTIONS = 60
"""Actor mentions of a sentence that are read; a longer list is a table, not a sentence."""
_NESTS = frozenset(("ROLE",))


@dataclass(frozen=True, slots=True)
class _Actors:
    """Who the mentions are, and whom a bare name or nationality stands for."""

    of_mention: dict[int, str]
    of_name: dict[str, str]
    of_country: dict[str, str]


def document_relations(
    document: Document,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
    claims: Sequence[Claim] = (),
    table: RelationTable | None = None,
) -> tuple[ActorRelation, ...]:
    """The relations in text order, ids r1, r2, ...; a pure function of its arguments.

    A relation whose words stand in the content of a claim bears the claim's id; one that a claim
    denies is negated. A sentence that only repeats another states nothing again.
    """
    rows = table or relation_table()
    names = _actors(document.text, mentions, actors)
    aside = [*aside_spans(document), *_repeated(document)]
    used = rows.group_types | rows.person_types | _NESTS
    order = sorted(
        (i for i, m in enumerate(mentions) if m.type in used and i in names.of_mention),
        key=lambda i: (mentions[i].start, -mentions[i].end),
    )
    starts = [mentions[i].start for i in order]
    out: list[ActorRelation] = []
    for sentence in sentences:
        if any(span.contains(sentence) for span in aside):
            continue
        here = order[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if here:
            found = _of_sentence(document, sentence, mentions, here[:_MOST_MENTIONS], names, rows)
            out.extend(sorted(found, key=lambda r: (r.words, r.a_span, r.b_span, r.kind)))
    return tuple(
        _with_claim(replace(relation, id=f"r{n}"), claims) for n, relation in enumerate(out, 1)
    )


def _of_sentence(
    document: Document,
    sentence: Span,
    mentions: Sequence[Mention],
    here: Sequence[int],
    names: _Actors,
    table: RelationTable,
) -> list[ActorRelation]:
    local = [mentions[i] for i in here]
    named = [m.span for m in local if m.type not in _NESTS]
    tokens = tokens_of(document.text, sentence, named)
    if not tokens:
        return []
    out: list[ActorRelation] = []
    for said in _without_titles(statements(local, tokens, table), local):
        a, b = names.of_mention[here[said.a]], names.of_mention[here[said.b]]
        if said.kind in table.symmetric and local[said.b].span < local[said.a].span:
            a, b, said = b, a, replace(said, a=said.b, b=said.a)
        note = f'"{said.cue}" makes it {said.status}' if said.cue else None
        out.append(
            ActorRelation(
                id="",
                kind=said.kind,
                a=a,
                b=b,
                a_span=local[said.a].span,
                b_span=local[said.b].span,
                words=said.words,
                sentence=sentence,
                status=said.status,
                claim=None,
                origin=Origin(said.rule, None, note),
            )
        )
    for found in compounds(local, tokens, table):
        a_id, b_id = names.of_name.get(_key(found.name.of(document.text))), here[found.b]
        nation = country_of(found.name.of(document.text))
        if a_id is None and nation is not None:
            a_id = names.of_country.get(nation)
        sides: list[tuple[str | None, Span]] = [
            (a_id, found.name),
            (names.of_mention[b_id], mentions[b_id].span),
        ]
        if found.kind == "part_of":
            sides.reverse()
        out.append(
            ActorRelation(
                id="",
                kind=found.kind,
                a=sides[0][0],
                b=sides[1][0],
                a_span=sides[0][1],
                b_span=sides[1][1],
                words=found.words,
                sentence=sentence,
                status="stated",
                claim=None,
                origin=Origin(found.rule),
            )
        )
    return _distinct(out)


def _without_titles(found: Iterator[Statement], local: Sequence[Mention]) -> list[Statement]:
    """A title says of its bearer what it says: "Vanguard commander Abu Tarek" is one statement."""
    said = list(found)
    borne = {
        (s.kind, s.b)
        for s in said
        if local[s.a].type not in _NESTS and s.kind in ("leads", "part_of")
    }
    return [s for s in said if local[s.a].type not in _NESTS or (s.kind, s.b) not in borne]


def _distinct(relations: Sequence[ActorRelation]) -> list[ActorRelation]:
    """No actor is related to itself; two wordings that say one thing of one pair are one."""
    kept: dict[tuple[object, ...], ActorRelation] = {}
    for relation in relations:
        if relation.a is not None and relation.a == relation.b:
            continue
        pair = (relation.a or relation.a_span, relation.b or relation.b_span)
        kept.setdefault((relation.kind, *pair), relation)
    return list(kept.values())


def _with_claim(relation: ActorRelation, claims: Sequence[Claim]) -> ActorRelation:
    holding = [c for c in claims if c.content.contains(relation.words)]
    if not holding:
        return relation
    claim = min(holding, key=lambda c: c.content.end - c.content.start)
    if claim.speech_act != "deny" or relation.status == "negated":
        return replace(relation, claim=claim.id)
    note = f"the claim {claim.id} denies it"
    origin = replace(relation.origin, note=note)
    return replace(relation, claim=claim.id, status="negated", origin=origin)


def _repeated(document: Document) -> list[Span]:
    return [
        m.span for m in document.marks if m.of is not None and m.kind in ("repeated", "caption")
    ]


def _actors(text: str, mentions: Sequence[Mention], actors: Sequence[Actor]) -> _Actors:
    of_mention: dict[int, str] = {}
    of_name: dict[str, str] = {}
    of_country: dict[str, list[str]] = {}
    for actor in actors:
        for index in actor.mentions:
            of_mention.setdefault(index, actor.id)
        said = [mentions[i].span.of(text) for i in actor.mentions]
        for name in (actor.name, *actor.aliases, *said):
            of_name.setdefault(_key(name), actor.id)
        for country in dict.fromkeys(filter(None, map(country_of, said))):
            of_country.setdefault(country, []).append(actor.id)
    sole = {country: ids[0] for country, ids in of_country.items() if len(ids) == 1}
    return _Actors(of_mention, of_name, sole)


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").replace(".", "").split())
