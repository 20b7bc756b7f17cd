"""How much each common word weighs when reports are compared: rarity in the written corpora.

`python -m training.word_weights` writes `src/dateline/reconcile/incidents/data/words.json` from the
project's own corpus and the invented packs; no third party's text goes into it.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from dateline.reconcile.incidents.words import RARE, stems

_ROOT = Path(__file__).resolve().parents[1]
_TEXTS = (
    _ROOT / "training/corpus/corpus.jsonl",
    _ROOT.parent / "shared/gold/synth-train.jsonl",
)
_OUT = _ROOT / "src/dateline/reconcile/incidents/data/words.json"

_LEAST = 4
"""Stories that a stem must stand in to be common."""

_NOTHING = 0.3
"""Share of the stories from which on a stem weighs nothing."""


def main() -> None:
    having: dict[str, set[str]] = defaultdict(set)
    stories = set()
    for story, text in _articles():
        stories.add(story)
        for stem in stems(text):
            having[stem].add(story)
    weights = {}
    for stem, told in sorted(having.items()):
        if len(told) >= _LEAST and len(stem) > 1:
            share = len(told) / len(stories)
            weights[stem] = 0.0 if share >= _NOTHING else round(min(-math.log(share), RARE - 1), 2)
    _OUT.write_text(json.dumps(weights, sort_keys=True, ensure_ascii=False, indent=0) + "\n")
    print(f"{len(weights)} stems of {len(stories)} stories")


def _articles() -> Iterator[tuple[str, str]]:
    """Texts, each with what it is about: a pack is one story, told several times."""
    for path in _TEXTS:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                yield article.get("pack") or article["id"], article["text"]


if __name__ == "__main__":
    main()
