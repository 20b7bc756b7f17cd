"""How the code room names the rule behind a value, and who decided a status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.records import Origin, TimeValue


def rule_name(package: str, rule: str) -> str:
    """`rule:PACKAGE/RULE`, also where the normaliser's rule already names its package."""
    if rule.startswith("rule:"):
        return rule
    if rule.startswith(f"{package}/"):
        return f"rule:{rule}"
    return f"rule:{package}/{rule}"


def status_origin(
    alone: Mapping[str, float], agreed: Mapping[str, float], times: Sequence[TimeValue]
) -> Origin:
    """Who chose the status: the encoder, or times after publication that ruled its choice out.

    `alone` are the encoder's probabilities, `agreed` those left once the times were heard.
    """
    before, best = _likeliest(alone), _likeliest(agreed)
    score = round(agreed.get(best, 0.0), 4)
    if before == best:
        return Origin("model:status", score)
    words = " and ".join(f'"{time.text}"' for time in times)
    note = f"{words} lies after publication; the encoder alone: {before} {alone[before]:.2f}"
    return Origin("rule:status/future", score, note)


def _likeliest(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda name: (scores[name], name), default="unknown")
