"""The grammar: rules over classes of words, read from `data/rules.toml`.

A rule's pattern is a regular expression whose letters are words and classes:

    d=DOM of? m=MON (","? y=YEAR)?

UPPER CASE names a class of the lexicon, a token shape or a macro; lower case and "quoted" text
is a word itself; `x=ITEM` keeps what ITEM matched under the name x; `( | ) ?` group, choose and
make optional. There is no repetition other than `{0,3}`, so that no match can be longer than its
rule and reading a text takes time linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.normalise.time._lexicon import SHAPES, Lexicon, build, holidays, read_toml

_ITEM = re.compile(r'\s*(?:([a-z]\w*)=|"([^"]+)"|([A-Z][A-Z0-9]*)|([a-z]+)|([()|?])|(\{\d,\d\}))')


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of the grammar. `build` names the function that makes an expression of it."""

    name: str
    build: str
    regex: re.Pattern[str]
    first: frozenset[str]
    argument: str
    groups: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Grammar:
    lexicon: Lexicon
    rules: tuple[Rule, ...]
    by_first: dict[str, tuple[Rule, ...]]
    starters: re.Pattern[str]


@cache
def load() -> Grammar:
    """The grammar, compiled once for the process."""
    data = read_toml("rules.toml")
    macros: dict[str, str] = data["macros"]
    entries = [(r["name"], r["build"], r["pattern"], r.get("argument", "")) for r in data["rule"]]
    for holiday in holidays():
        for name in holiday["names"]:
            quoted = " ".join(f'"{word}"' for word in name.split())
            pattern = f'{quoted} (("," | of)? y=YEAR)?'
            entries.append((f"holiday.{holiday['id']}", "holiday", pattern, holiday["id"]))
    literals = frozenset(
        word for text in (*macros.values(), *(e[2] for e in entries)) for word in _literals(text)
    )
    lexicon = build(literals)
    rules = []
    for name, maker, pattern, argument in entries:
        compiler = _Compiler(pattern, lexicon, macros)
        regex, first, empty = compiler.alternatives()
        if empty or compiler.at < len(compiler.items):
            raise ValueError(f"rules.toml: rule {name!r} does not parse or can match nothing")
        compiled = re.compile(regex)
        rules.append(Rule(name, maker, compiled, first, argument, _groups(compiled)))
    by_first = {
        char: tuple(r for r in rules if char in r.first)
        for char in sorted(frozenset().union(*(r.first for r in rules)))
    }
    starters = re.compile("[" + "".join(re.escape(c) for c in sorted(by_first)) + "]")
    return Grammar(lexicon, tuple(rules), by_first, starters)


def _groups(regex: re.Pattern[str]) -> dict[str, tuple[int, ...]]:
    """A rule may give one name to several places of its pattern; here are the groups of each."""
    found: dict[str, tuple[int, ...]] = {}
    for name, index in regex.groupindex.items():
        found[name.split("__")[0]] = (*found.get(name.split("__")[0], ()), index)
    return found


def _literals(pattern: str) -> list[str]:
    return [m[2] or m[4] for m in _ITEM.finditer(pattern) if m[2] or m[4]]


class _Compiler:
    """Turns one pattern into a regular expression over token characters and its first set."""

    def __init__(self, pattern: str, lexicon: Lexicon, macros: dict[str, str]) -> None:
        self.items: list[tuple[str, str]] = []
        end = 0
        pattern = pattern.strip()
        while end < len(pattern):
            match = _ITEM.match(pattern, end)
            if match is None:
                raise ValueError(f"rules.toml: cannot read {pattern[end:]!r} in {pattern!r}")
            kinds = ("bind", "literal", "class", "literal", "op", "repeat")
            kind = kinds[(match.lastindex or 1) - 1]
            self.items.append((kind, match.group(match.lastindex or 1)))
            end = match.end()
        self.lexicon, self.macros, self.at, self.bound = lexicon, macros, 0, 0

    def alternatives(self) -> tuple[str, frozenset[str], bool]:
        regex, first, empty = self.sequence()
        parts = [regex]
        while self.at < len(self.items) and self.items[self.at] == ("op", "|"):
            self.at += 1
            regex, more, may = self.sequence()
            parts.append(regex)
            first, empty = first | more, empty or may
        return "|".join(parts), first, empty

    def sequence(self) -> tuple[str, frozenset[str], bool]:
        regex, first, empty = "", frozenset[str](), True
        while self.at < len(self.items) and self.items[self.at] not in (("op", "|"), ("op", ")")):
            part, more, may = self.term()
            regex += part
            if empty:
                first, empty = first | more, may
        return regex, first, empty

    def term(self) -> tuple[str, frozenset[str], bool]:
        kind, text = self.items[self.at]
        self.at += 1
        if kind == "bind":
            inner, first, empty = self.term()
            self.bound += 1
            return f"(?P<{text}__{self.bound}>{inner})", first, empty
        if (kind, text) == ("op", "("):
            inner, first, empty = self.alternatives()
            self.at += 1
            regex = f"(?:{inner})"
        elif kind == "class" and text in self.macros:
            nested = _Compiler(self.macros[text], self.lexicon, self.macros)
            inner, first, empty = nested.alternatives()
            regex = f"(?:{inner})"
        else:
            chars = self._chars(kind, text)
            regex = "[" + "".join(re.escape(c) for c in chars) + "]"
            first, empty = frozenset(chars), False
        if self.at < len(self.items):
            kind, text = self.items[self.at]
            if (kind, text) == ("op", "?"):
                self.at += 1
                return regex + "?", first, True
            if kind == "repeat":
                self.at += 1
                return regex + text, first, empty or text.startswith("{0")
        return regex, first, empty

    def _chars(self, kind: str, text: str) -> str:
        if kind == "literal":
            return SHAPES["SUFFIX"] if text == "'s" else self.lexicon.code[text]
        chars = self.lexicon.sets.get(text)
        if chars is None:
            known = ", ".join(sorted(SHAPES))
            raise ValueError(f"rules.toml: no class, macro or shape {text!r} (shapes: {known})")
        return chars
