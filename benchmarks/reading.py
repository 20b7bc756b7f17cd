"""Documents read a second, by kind of input, on one core: `python benchmarks/reading.py`.

The articles are invented on the spot, so that the figures need no data; the page around each is of
the size and clutter of a newspaper's (50 KB, 200 links). Times are processor times.
"""

from __future__ import annotations

import gzip
import json
import random
import tempfile
import time
from pathlib import Path

from dateline.read import read_paths
from dateline.records import Document

ARTICLES = 400
_PLACES = ("Darat Izza", "Atarib", "Saraqib", "Khan Touman", "Maskanah", "Tel Rifaat")
_WHO = ("Government forces", "Rebels", "Militiamen", "Gunmen on motorcycles", "Border guards")
_DID = ("shelled the market of", "raided a school in", "withdrew from", "fired on a crowd in")
_SAID = ("medics said.", "residents told Reuters by telephone.", "the governor's office said.")


def _article(rng: random.Random, number: int) -> tuple[str, str]:
    place = rng.choice(_PLACES)
    title = f"At least {number + 3} killed as fighting spreads to {place}"
    lead = f"{place.upper()}, Oct {number % 28 + 1} (Reuters) - "
    paragraphs = [
        f"{rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_PLACES)} on day {rng.randrange(900)}, "
        f"killing {rng.randrange(2, 90)} people and wounding {rng.randrange(2, 90)} others, among "
        f"them several who had fled the clashes of the week before, {rng.choice(_SAID)}"
        for _ in range(7)
    ]
    closing = f"(Reporting by Ana Roe in {place}; Editing by Ben Poe)"
    return title, "\n".join((lead + paragraphs[0], *paragraphs[1:], closing))


def _page(title: str, body: str) -> str:
    paragraphs = "".join(f"<p class='para'>{line}</p>" for line in body.split("\n"))
    menu = "".join(f"<li><a href='/s/{n}'>Section {n}</a></li>" for n in range(160))
    cards = "".join(
        f"<div class='card'><a href='/r/{n}'><h3>Another headline {n}</h3></a></div>"
        for n in range(40)
    )
    script = "<script>" + "x=1;" * 7000 + "</script>"
    return (
        f"<!DOCTYPE html><html><head><title>{title} | The Daily Test</title>{script}"
        '<meta property="og:site_name" content="The Daily Test">'
        '<meta property="article:published_time" content="2019-10-18T10:00:00Z"></head><body>'
        f"<ul>{menu}</ul><article><h1>{title}</h1>{paragraphs}</article>"
        f"<aside>{cards}</aside></body></html>"
    )


def _measure(path: Path) -> tuple[float, float]:
    """Documents and megabytes of text a second."""
    started = time.process_time()
    texts = [item.text for item in read_paths([path]) if isinstance(item, Document)]
    seconds = time.process_time() - started
    if len(texts) != ARTICLES:
        raise SystemExit(f"{path}: {len(texts)} of {ARTICLES} articles read")
    return len(texts) / seconds, sum(map(len, texts)) / 1e6 / seconds


def main() -> None:
    """Writes the inputs to a temporary folder and prints a line for each."""
    rng = random.Random(7)
    articles = [_article(rng, number) for number in range(ARTICLES)]
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "a.jsonl")
        lines.write_text(
            "".join(
                json.dumps({"id": str(n), "title": title, "text": f"{title}\n{body}"}) + "\n"
                for n, (title, body) in enumerate(articles)
            )
        )
        packed = Path(folder, "b.jsonl.gz")
        packed.write_bytes(gzip.compress(lines.read_bytes()))
        pages = Path(folder, "pages")
        pages.mkdir()
        for number, (title, body) in enumerate(articles):
            (pages / f"{number:04}.html").write_text(_page(title, body))
        _measure(lines)  # loads what is loaded once
        print(f"{'input':12} {'documents/s':>12} {'MB text/s':>10}")
        for name, path in (("JSONL", lines), ("JSONL.gz", packed), ("HTML", pages)):
            rate, megabytes = _measure(path)
            print(f"{name:12} {rate:12.0f} {megabytes:10.2f}")


if __name__ == "__main__":
    main()
