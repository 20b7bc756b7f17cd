"""Finds expressions: the longest rule at each token, left to right, less what only looks so."""

from __future__ import annotations

from functools import cache

from dateline.normalise.time import _negative
from dateline.normalise.time._build import Builder, Match
from dateline.normalise.time._build_relative import BUILDERS
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import Grammar
from dateline.normalise.time._tokens import Tokens


def scan(
    tokens: Tokens,
    grammar: Grammar,
    style: str,
    within: tuple[int, int] | None = None,
    sure: bool = False,
) -> list[Expression]:
    """Expressions in text order, none overlapping; each is one rule's match.

    `within` limits the tokens read; `sure` says that the words are known to be a time, so that
    what else they could be is not asked.
    """
    codes = tokens.codes
    found: list[Expression] = []
    at, end = within or (0, len(codes))
    starters = grammar.starters
    while True:
        start = starters.search(codes, at, end)
        if start is None:
            return found
        at = start.start()
        expression = _best(tokens, grammar, at, end, style, sure)
        if expression is None:
            at += 1
        else:
            found.append(expression)
            at = expression.last


def _best(
    tokens: Tokens, grammar: Grammar, at: int, end: int, style: str, sure: bool
) -> Expression | None:
    codes = tokens.codes
    matches = []
    for order, rule in enumerate(grammar.by_first[codes[at]]):
        match = rule.regex.match(codes, at, end)
        if match is not None:
            matches.append((-match.end(), order, rule, match))
    if not matches:
        return None
    if len(matches) > 1:
        matches.sort(key=lambda entry: entry[:2])
    for _, _, rule, match in matches:
        expression = _builder(rule.build)(Match(rule, tokens, grammar.lexicon, match))
        if expression is None or (expression.only_sure and not sure):
            continue
        if sure or not _negative.rejects(expression, tokens, style):
            return expression
    return None


@cache
def _builder(name: str) -> Builder:
    if name not in BUILDERS:
        raise ValueError(f"rules.toml: no builder {name!r}; known: {', '.join(sorted(BUILDERS))}")
    return BUILDERS[name]
