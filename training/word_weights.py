"""How much each common word weighs when reports are compared: rarity in the written corpora.

`python -m training.word_weights` writes `src/dateline/reconcile/incidents/data/words.json` from the
project's own corpus and the invented packs; no third party's text goes into it.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dateline.reconcile.incidents.words import RARE, stems

_ROOT = Path(__file__).resolve().parents[1]
_TEXTS = (
    _ROOT / "training/corpus/corpus.jsonl",
    _ROOT.parent / "shared/gold/synth-train.jsonl",
)
_OUT = _ROOT / "src/dateline/reconcile/incidents/data/words.json"

_LEAST = 6
"""Articles that a stem must stand in to be common; a name of one pack stands in up to eight."""

_NOTHING = 0.35
"""Share of the articles from which on a stem weighs nothing."""


def main() -> None:
    texts = list(_articles())
    having: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for text in texts:
        having.update(set(stems(text)))
        names.update(_capitalised(text))
    weights = {}
    for stem, count in sorted(having.items()):
        # A stem that is mostly written large is a name, however often the packs tell of it.
        if count < _LEAST or names[stem] > 0.5 * count or len(stem) < 2:
            continue
        share = count / len(texts)
        weights[stem] = 0.0 if share >= _NOTHING else round(min(-math.log(share), RARE - 1), 2)
    _OUT.write_text(json.dumps(weights, sort_keys=True, ensure_ascii=False, indent=0) + "\n")
    print(f"{len(weights)} stems of {len(texts)} articles")


def _articles() -> Iterator[str]:
    for path in _TEXTS:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def _capitalised(text: str) -> set[str]:
    """Stems that stand written large inside a sentence at least as often as small."""
    large: Counter[str] = Counter()
    for line in text.split("\n"):
        words = line.split()
        for before, word in pairwise(words):
            bare = word.strip(".,;:()\"'“”’")
            if bare and before[-1] not in '.!?"”:':
                for stem in stems(bare):
                    large[stem] += 1 if bare[0].isupper() else -1
    return {stem for stem, balance in large.items() if balance > 0}


if __name__ == "__main__":
    main()
