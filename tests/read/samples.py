"""Articles that the reading tests share; all invented."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dateline.read import ReadOptions, read_paths
from dateline.records import Document, Reject

TITLE = "Shelling kills three in Darat Izza"
PARAGRAPHS = (
    "Government forces shelled the town of Darat Izza on Tuesday, killing at least three "
    "people and wounding a dozen, medics and residents said.",
    "Two shells hit the vegetable market shortly before noon, said Umm Khaled, who sells tea.",
    "The army did not comment. State television said that its soldiers had fired at rebels "
    "who were gathering for an attack on a nearby base.",
    "The town has been held by rebels since the summer of 2012 and lies on the road to Turkey.",
)
ARTICLE = "\n".join((TITLE, *PARAGRAPHS))
CAPTION = "A man walks past a ruined house in Darat Izza"


def page(
    *,
    title: str = TITLE,
    paragraphs: Iterable[str] = PARAGRAPHS,
    head: str = '<meta property="article:published_time" content="2016-02-03T10:00:00Z">',
    figure: str = f'<figure><img src="x.jpg"><figcaption>{CAPTION}</figcaption></figure>',
    url: str = "https://daily.test/a/1",
) -> str:
    """A news page with an article, a menu and a footer."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | The Daily Test</title>
<meta property="og:site_name" content="The Daily Test"><meta property="og:title" content="{title}">
<meta name="author" content="Jane Roe"><link rel="canonical" href="{url}">
{head}</head><body><nav><ul><li><a href="/">Home</a></li>
<li><a href="/world">World</a></li></ul></nav>
<article><h1>{title}</h1>{figure}{body}</article>
<footer>All rights reserved</footer></body></html>"""


def read(*paths: Path | str, **options: object) -> list[Document | Reject]:
    """What `read_paths` yields for `paths`."""
    return list(read_paths(paths, ReadOptions(**options)))  # type: ignore[arg-type]


def documents(*paths: Path | str, **options: object) -> list[Document]:
    """The documents of `paths`; a reject among them fails the test."""
    items = read(*paths, **options)
    assert not [item for item in items if isinstance(item, Reject)]
    return [item for item in items if isinstance(item, Document)]


def only_reject(*paths: Path | str, **options: object) -> Reject:
    """The one reject that `paths` give, and nothing else."""
    (item,) = read(*paths, **options)
    assert isinstance(item, Reject)
    assert item.reason
    assert item.cure
    return item


def marked(document: Document, kind: str) -> list[str]:
    """The words of the marks of one kind."""
    return [mark.span.of(document.text) for mark in document.marks if mark.kind == kind]
