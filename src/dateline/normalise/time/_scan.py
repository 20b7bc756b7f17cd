"""Finds expressions: the longest rule at each token, left to right, less what only looks so."""

from __future__ import annotations

from functools import cache

from dateline.normalise.time import _negative
from dateline.normalise.time._build import Match
from dateline.normalise.time._build_relative import BUILDERS
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import Grammar
from dateline.normalise.time._tokens import Tokens


def scan(tokens: Tokens, grammar: Grammar, style: str) -> list[Expression]:
    """Expressions in text order, none overlapping; each is one rule's match."""
    codes = tokens.codes
    found: list[Expression] = []
    at = 0
    starters = grammar.starters
    while True:
        start = starters.search(codes, at)
        if start is None:
            return found
        at = start.start()
        expression = _best(tokens, grammar, at, style)
        if expression is None:
            at += 1
        else:
            found.append(expression)
            at = expression.last


def _best(tokens: Tokens, grammar: Grammar, at: int, style: str) -> Expression | None:
    codes = tokens.codes
    matches = []
    for order, rule in enumerate(grammar.by_first[codes[at]]):
        match = rule.regex.match(codes, at)
        if match is not None:
            matches.append((-match.end(), order, rule, match))
    if not matches:
        return None
    if len(matches) > 1:
        matches.sort(key=lambda entry: entry[:2])
    for _, _, rule, match in matches:
        expression = _builder(rule.build)(Match(rule, tokens, grammar.lexicon, match))
        if expression is not None and not _negative.rejects(expression, tokens, style):
            return expression
    return None


@cache
def _builder(name: str):  # type: ignore[no-untyped-def]
    if name not in BUILDERS:
        raise ValueError(f"rules.toml: no builder {name!r}; known: {', '.join(sorted(BUILDERS))}")
    return BUILDERS[name]
