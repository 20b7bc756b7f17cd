"""HTML pages and feeds."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dateline.records import Document, Reject
from tests.read.samples import (
    CAPTION,
    PARAGRAPHS,
    TITLE,
    documents,
    marked,
    only_reject,
    page,
    read,
)


def test_a_page_becomes_headline_caption_and_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page())
    (document,) = documents(path)
    assert document.text == "\n".join((TITLE, CAPTION, *PARAGRAPHS))
    assert (document.title, document.outlet) == (TITLE, "The Daily Test")
    assert document.url == "https://daily.test/a/1"
    assert str(document.published) == "2016-02-03"
    assert [person.name for person in document.credits.people] == ["Jane Roe"]
    assert marked(document, "headline") == [TITLE]
    assert marked(document, "caption") == [CAPTION]


def test_options_give_what_a_page_lacks_and_override_nothing(tmp_path: Path) -> None:
    dated, bare = tmp_path / "a.html", tmp_path / "b.html"
    dated.write_text(page())
    bare.write_text(page(head="", title="Another day of shelling in Darat Izza"))
    first, second = documents(dated, bare, published="2017-03-08", outlet="Elsewhere")
    assert str(first.published) == "2016-02-03"
    assert first.outlet == "The Daily Test"
    assert str(second.published) == "2017-03-08"


@pytest.mark.parametrize(
    ("stated", "why"), [("2099-01-01", "future"), ("1870-01-01", "before 1900")]
)
def test_an_absurd_date_is_unknown_and_says_why(tmp_path: Path, stated: str, why: str) -> None:
    path = tmp_path / "a.html"
    meta = f'<meta property="article:published_time" content="{stated}T00:00:00Z">'
    path.write_text(page(head=meta))
    (document,) = documents(path)
    assert document.published is None
    assert stated in (document.published_note or "")
    assert why in (document.published_note or "")


def test_a_date_in_the_running_text_is_no_publication_date(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(page(head="", paragraphs=("On 3 March 2015 the army said so.", *PARAGRAPHS)))
    assert documents(path)[0].published is None


def test_pages_without_an_article(tmp_path: Path) -> None:
    contents = {
        "bare.html": "<html><head><title>x</title></head><body></body></html>",
        "deep.html": "<html><body>" + "<div>" * 50_000 + "text" + "</div>" * 50_000,
        "attribute.html": "<html><body><p " + 'a="' * 50_000 + ">x</p></body></html>",
        "menu.html": "<html><body><ul>"
        + "<li><a href='/'>Home</a></li>" * 20
        + "</ul></body></html>",
    }
    for name, text in contents.items():
        path = tmp_path / name
        path.write_text(text)
        assert only_reject(path).reason == "HTML without an article"


def test_a_packed_page(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(page().encode()))
    assert documents(path)[0].title == TITLE


RSS = """<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Wire</title>
<item><title>Blast kills four in Aden</title><link>https://w.test/1</link>
<pubDate>Wed, 08 Mar 2017 10:00:00 GMT</pubDate><description>short</description>
<content:encoded><![CDATA[<p>A blast killed four people in Aden on Tuesday, police said.</p>
<figure><img src="x"/><figcaption>The site of the blast</figcaption></figure>
<p>No one claimed it &amp; the army left.</p><script>x()</script>]]></content:encoded></item>
<item><title>Nothing here</title></item></channel></rss>"""


def test_a_feed_gives_its_entries(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(RSS)
    document, reject = read(path)
    assert isinstance(document, Document)
    assert isinstance(reject, Reject)
    assert document.text.split("\n") == [
        "Blast kills four in Aden",
        "A blast killed four people in Aden on Tuesday, police said.",
        "The site of the blast",
        "No one claimed it & the army left.",
    ]  # fmt: skip
    assert (document.outlet, document.url) == ("Wire", "https://w.test/1")
    assert str(document.published) == "2017-03-08"
    assert "caption" in {mark.kind for mark in document.marks}
    assert reject.reason == "a feed entry without text"


def test_a_feed_that_explodes_or_reads_files_does_neither(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    path = tmp_path / "a.rss"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE x [{entities}<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
        "<rss version='2.0'><channel><title>t</title><item><title>Rebels &e9; &f;</title>"
        "<description>Rebels took the town. &e9; &f;</description></item></channel></rss>"
    )
    assert "the secret" not in str(read(path))
    assert len(str(read(path))) < 10_000
