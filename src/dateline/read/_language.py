"""Which language a text is written in, by py3langid's own model; nothing is fetched."""

from __future__ import annotations

from functools import cache
from typing import Any

from dateline.read._tables import load_table


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    load: Any = LanguageIdentifier.from_model_file  # untyped
    return load(MODEL_FILE, norm_probs=True)


def language_of(title: str | None, body: str) -> str | None:
    """The ISO 639 code of the language of `body`, or None where the words are too few to tell.

    Judged on the body, in windows from its start and middle; where these disagree or are unsure,
    on windows over all of it, each weighing as much as its letters, so that an English report
    with a foreign quotation stays English. Thresholds are in `data/language.toml`.
    """
    rules = load_table("language")
    sample = body.strip()
    if _letters(sample) < rules["short_letters"]:
        return _short_language(f"{title}\n{sample}" if title else sample)
    size = int(rules["window_chars"])
    middle = len(sample) // 2
    heads = [sample[:size]] + ([sample[middle : middle + size]] if len(sample) > 2 * size else [])
    votes = [_vote(head) for head in heads]
    if all(vote == ("en", True) for vote in votes):
        return "en"
    step = max(size, -(-len(sample) // int(rules["max_windows"])))
    weights: dict[str, int] = {}
    for begin in range(0, len(sample), step):
        window = sample[begin : begin + size]
        code, sure = _vote(window)
        if sure:
            weights[code] = weights.get(code, 0) + _letters(window)
    if not weights:
        return _short_language(sample[: 4 * size])
    return max(sorted(weights), key=lambda code: weights[code])


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


@cache
def _english_words() -> frozenset[str]:
    return frozenset(load_table("language")["english_words"])


def _vote(window: str) -> tuple[str, bool]:
    rules = load_table("language")
    words = window.lower().split()
    common = [word for word in words if word in _english_words()]
    if len(common) * 5 >= len(words) and len(set(common)) >= 4 and "the" in common:
        return "en", True  # what the model would say, at a hundredth of its cost
    code, share = _identifier().classify(window)
    if code in rules["near_english"] and _letters(window) < rules["near_english_letters"]:
        code = "en"
    return code, share >= rules["window_share"]


def _short_language(text: str) -> str | None:
    """For a few words: another language only when the model is sure and English is far off."""
    rules = load_table("language")
    ranks = dict(_identifier().rank(text))
    top = max(ranks, key=lambda code: ranks[code])
    english = ranks.get("en", 0.0) + sum(ranks.get(code, 0.0) for code in rules["near_english"])
    if english >= rules["short_english_share"]:
        return "en"
    if english <= rules["short_english_floor"] and ranks[top] >= rules["short_other_share"]:
        return str(top)
    return None
