"""First pass: the named actors of a document, spelling variants and short forms joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.normalise.actor._entity import Entity
from dateline.normalise.actor._lexicon import lexicon
from dateline.normalise.actor._list import ActorList, Hit, key_of_words
from dateline.normalise.actor._parse import Parsed
from dateline.normalise.actor._text import fold_word, initials_fit, near, skeleton

_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "la", "al", "el", "du"))
_Words = tuple[str, ...]
# "Abdel-Rahman", "Abd al-Rahman" and "Abdulrahman" are one name: the servant of ...
_SERVANT = frozenset(("abd", "abdel", "abdul", "abdal"))


def person_words(parsed: Parsed) -> _Words:
    """A person's name without titles and particles; all its words if nothing else is left."""
    lex = lexicon()
    words = parsed.words
    start = 0
    while start < len(words) - 1 and words[start] in lex.titles:
        start += 1
    kept: list[str] = []
    for w in words[start:]:
        if w in lex.particles:
            continue
        if kept and kept[-1] in _SERVANT:
            kept[-1] = "abd" + w
        elif w[:5] in _SERVANT and len(w) > 7:
            kept.append("abd" + w[5:])
        else:
            kept.append(w)
    return tuple(kept) or words


def _same_word(a: str, b: str) -> bool:
    if a == b:
        return True
    if len(a) < 4 or len(b) < 4:
        return (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b))
    pairs = lexicon().pairs
    return near(a, b) or (a[0] == b[0] and skeleton(a, pairs) == skeleton(b, pairs))


def _sub(short: _Words, long: _Words) -> bool:
    """Whether the words of `short` stand in `long` in this order, spelling variants allowed."""
    at = 0
    for word in short:
        while at < len(long) and not _same_word(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


_TITLE_BEFORE = re.compile(r"(?:[\w'’.-]+,? ){1,6}$")
_TITLE_AFTER = re.compile(r", (?:(?:a|an|the|his|her|its|their) )?((?:[\w'’-]+ ?){1,8})(?:[,.;]|$)")


def title_words(text: str, start: int, end: int) -> set[str]:
    """The folded words of the titles around a name: "Foreign Secretary NAME, a lawyer,"."""
    lex = lexicon()
    found: set[str] = set()
    before = _TITLE_BEFORE.search(text, max(0, start - 60), start)
    if before is not None:
        words = before[0].split()
        while words and not (words[0][0].isupper() or fold_word(words[0]) in lex.any_head):
            words.pop(0)
        found.update(fold_word(w) for w in words)
    after = _TITLE_AFTER.match(text, end, end + 70)
    if after is not None:
        found.update(fold_word(w) for w in after[1].split())
    return found - {""}


def name_persons(text: str, parsed: Sequence[Parsed]) -> list[Entity]:
    """One entity a person: full names first, then surnames and single names to the nearest."""
    rows = [(i, person_words(p)) for i, p in enumerate(parsed) if p.type == "PERSON"]
    full: list[tuple[_Words, Entity]] = []
    for i, words in sorted(rows, key=lambda r: (-min(len(r[1]), 4), r[0])):
        entity = _find_person(words, full, parsed[i].start, parsed)
        if entity is None:
            entity = Entity(person=True, named=True, rules=["person"])
            full.append((words, entity))
        elif words not in entity.names:
            full.append((words, entity))
        entity.add(i, parsed[i])
        entity.titles |= title_words(text, parsed[i].start, parsed[i].end)
        entity.names.setdefault(words, parsed[i].text)
    out: list[Entity] = []
    for _, entity in full:
        if entity not in out:
            out.append(entity)
    return out


def _find_person(
    words: _Words, known: list[tuple[_Words, Entity]], start: int, parsed: Sequence[Parsed]
) -> Entity | None:
    best: tuple[tuple[int, int, int], Entity] | None = None
    for other, entity in known:
        if words == other:
            return entity
        if len(words) > len(other) or not _sub(words, other):
            continue
        if len(words) == len(other) and len(words) == 1 and words[0][0] != other[0][0]:
            continue
        exact = all(w in other for w in words)
        last = words[-1] == other[-1]
        distance = min(abs(parsed[j].start - start) for j in entity.order)
        rank = (0 if exact else 1, 0 if last else 1, distance)
        if best is None or rank < best[0]:
            best = (rank, entity)
    return best[1] if best else None


def _hits(parsed: Parsed, actors: ActorList) -> tuple[Hit, ...]:
    """List entries for a mention: by its whole words, its name, and its name less modifiers."""
    lex = lexicon()
    tried: set[str] = set()
    for words in (parsed.words, parsed.core, _bare(parsed)):
        key = key_of_words(words)
        if not words or key in tried:
            continue
        tried.add(key)
        hits = actors.find_words(words, parsed.acronym or len(key) < 4)
        if hits:
            return hits
    if len(parsed.core) > 2 and parsed.form == "name":
        for cut in (1, 2):
            if parsed.core[-cut] in lex.any_head:
                hits = tuple(
                    h for h in actors.find_words(parsed.core[:-cut]) if h.match != "spelling"
                )
                if hits:
                    return hits
    return ()


def _listed(parsed: Parsed, actors: ActorList) -> tuple[Hit, ...]:
    """Entries that a description equals word for word; generated state actors do not count."""
    return tuple(
        h
        for h in actors.find_words(parsed.words)
        if h.match in ("name", "alias") and h.entry.id[:4] not in ("gov-", "mil-", "pol-")
    )


def _bare(parsed: Parsed) -> _Words:
    lex = lexicon()
    if not lex.contrary.isdisjoint(parsed.core):
        return ()
    return tuple(
        w
        for w in parsed.core
        if w not in lex.modifiers and w not in lex.any_head and (w,) not in lex.countries
    )


def name_groups(parsed: Sequence[Parsed], actors: ActorList) -> list[Entity]:
    """One entity a named organisation, force, government or outlet."""
    rows: list[tuple[int, _Words]] = []
    seen_proper: dict[_Words, int] = {}
    hits: dict[int, tuple[Hit, ...]] = {}
    for i, p in enumerate(parsed):
        if p.type in ("PERSON", "ROLE", "POPULATION"):
            continue
        if p.form == "nominal":
            # "Syrian democratic forces": a name of the list, written small.
            if len(p.words) < 2 or p.counted or not (found := _listed(p, actors)):
                continue
            hits[i] = found
            rows.append((i, p.words))
            continue
        hits[i] = _hits(p, actors)
        if p.form == "name" or any(h.match != "spelling" for h in hits[i]):
            rows.append((i, p.core))
        else:
            seen_proper[p.core] = seen_proper.get(p.core, 0) + 1
    entities: list[Entity] = []
    keys: list[tuple[_Words, Entity]] = []
    for i, core in sorted(rows, key=lambda r: (-min(len(r[1]), 6), r[0])):
        p = parsed[i]
        entity = _find_group(p, core, hits[i], keys)
        if entity is None:
            entity = Entity(named=True, rules=["name"])
            entities.append(entity)
        if core not in entity.names:
            keys.append((core, entity))
            entity.names[core] = p.text if p.form == "nominal" else p.core_text
            entity.hits.extend(h for h in hits[i] if h not in entity.hits)
        entity.add(i, p)
    return entities


def _content(words: _Words) -> _Words:
    return tuple(w for w in words if w not in _SMALL)


def _unbound(words: _Words) -> _Words:
    """A name less its articles ("al", "at", "el"), which assimilate and come and go."""
    kept = tuple(w for w in words if w not in lexicon().particles)
    return kept or words


def _find_group(
    p: Parsed, core: _Words, hits: tuple[Hit, ...], keys: list[tuple[_Words, Entity]]
) -> Entity | None:
    content = _content(core)
    partial: list[Entity] = []
    for other, entity in keys:
        if (p.type == "MEDIA") != ("MEDIA" in entity.types) and "ORG" not in (
            p.type,
            *entity.types,
        ):
            continue
        if other == core:
            return entity
        other_content = _content(other)
        if not content or not other_content:
            continue
        if content == other_content:
            return entity
        if p.acronym and len(other_content) > 1 and initials_fit(core[0], other, _SMALL):
            return entity
        ours = {h.entry.id for h in hits if h.match != "spelling"}
        theirs = {h.entry.id for h in entity.hits if h.match != "spelling"}
        if ours and theirs:
            if ours & theirs:
                return entity
            continue
        known = any(h.match in ("name", "alias") for h in hits)
        if "".join(core) == "".join(other) and len("".join(core)) > 5:
            return entity  # "Ansar al-Jabal", "Ansaral Jabal"
        ours_bare, theirs_bare = _unbound(content), _unbound(other_content)
        if len(ours_bare) == len(theirs_bare) and _alike(ours_bare, theirs_bare):
            return entity
        if (
            not p.acronym
            and not (known and p.type != entity.main_type)
            and len(content) < len(other_content)
            and (p.type in entity.types or len(content) > 1)
            and _sub(content, other_content)
            and not (p.country and entity.country and p.country != entity.country)
        ):
            partial.append(entity)
    distinct = [e for i, e in enumerate(partial) if e not in partial[:i]]
    return distinct[0] if len(distinct) == 1 else None


def _alike(a: _Words, b: _Words) -> bool:
    """Names of as many words, each the same but for a slip: at least 6 letters in all."""
    return sum(map(len, a)) >= 6 and all(
        _same_word(x, y) or (x in lexicon().any_head and x.rstrip("s") == y.rstrip("s"))
        for x, y in zip(a, b, strict=True)
    )


def merge(entities: list[Entity], groups: Iterable[tuple[Entity, Entity]]) -> list[Entity]:
    """`entities` with each pair of `groups` made one (the first of a pair is kept)."""
    into: dict[int, Entity] = {}

    def root(e: Entity) -> Entity:
        while id(e) in into:
            e = into[id(e)]
        return e

    for a, b in groups:
        ra, rb = root(a), root(b)
        if ra is not rb:
            ra.absorb(rb)
            into[id(rb)] = ra
    return [e for e in entities if id(e) not in into]
