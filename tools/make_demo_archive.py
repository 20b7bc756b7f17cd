"""Writes the demo's bundled archive from the project's own synthetic packs.

    python tools/make_demo_archive.py ../shared/gold/synth-train.jsonl

Four kinds of real files come out, under src/dateline/demo/archive: a folder of HTML pages as
outlets publish them (menus, captions, related links, share lines), a WARC, a JSONL and plain text.
The archive is committed; this script says how it was made. Everything in it is invented.
"""

from __future__ import annotations

import gzip
import html
import io
import json
import sys
from pathlib import Path
from typing import Any

from fastwarc.warc import WarcRecord, WarcRecordType

ARCHIVE = Path(__file__).parents[1] / "src" / "dateline" / "demo" / "archive"
PAGES, WARC, JSONL, TEXTS = ("b1", "e31"), ("c1",), ("a1",), ("e22", "e26")
SPANISH = """Tres muertos al disparar la policía contra un bloqueo en el sur del Perú
Tres personas murieron y al menos veinte resultaron heridas el martes cuando la policía disparó \
contra campesinos que bloqueaban la carretera de la mina, según dirigentes de la comunidad.
El Ministerio del Interior aseguró que los agentes actuaron en defensa propia y que se ha abierto \
una investigación sobre lo ocurrido en la carretera.
"""

NEWSPAPER = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>{title} | {outlet}</title>
<meta property="og:type" content="article">
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}T06:30:00+00:00">
<link rel="canonical" href="{url}">
</head><body>
<header><a href="/">{outlet}</a>
<nav><ul><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li>
<li><a href="/business">Business</a></li><li><a href="/weather">Weather</a></li></ul></nav></header>
<main><article>
<h1>{title}</h1>
<p class="meta"><time datetime="{published}">{published}</time></p>
{body}
<p>Scroll down for video</p>
</article>
<aside><h3>Read more</h3><ul><li><a href="/1">Ten recipes for the long weekend</a></li>
<li><a href="/2">City council votes on the new tram line</a></li></ul></aside>
</main>
<footer><p>Sign up for our newsletter</p><p>&copy; {outlet}</p></footer>
</body></html>
"""

PLAIN_SITE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title} - {outlet}</title>
<script type="application/ld+json">{json_ld}</script>
</head><body><div id="top">{outlet}</div>
<div class="article-body"><h2>{title}</h2>
{body}
</div>
<div class="share">Share this article: e-mail, print</div>
</body></html>
"""


def main(gold: Path) -> None:
    documents = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]

    def of(packs: tuple[str, ...]) -> list[dict[str, Any]]:
        return [d for d in documents if d["pack"] in packs]

    pages = ARCHIVE / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(of(PAGES)):
        template = NEWSPAPER if number % 2 == 0 else PLAIN_SITE
        (pages / f"{document['id']}.html").write_text(_page(document, template), "utf-8")
    with (ARCHIVE / "crawl.warc.gz").open("wb") as out:
        for number, document in enumerate(of(WARC)):
            template = PLAIN_SITE if number % 2 == 0 else NEWSPAPER
            record = _warc_record(document, _page(document, template))
            out.write(gzip.compress(record, mtime=0))
    lines = [
        {k: d[k] for k in ("id", "text", "title", "outlet", "published")} | {"synthetic": True}
        for d in of(JSONL)
    ]
    (ARCHIVE / "wire.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8"
    )
    texts = ARCHIVE / "notes"
    texts.mkdir(exist_ok=True)
    for document in of(TEXTS):
        (texts / f"{document['published']}-{document['id']}.txt").write_text(
            document["text"], "utf-8"
        )
    (texts / "2016-09-21-es.txt").write_text(SPANISH, "utf-8")


def _url(document: dict[str, Any]) -> str:
    outlet = "".join(c for c in document["outlet"].lower() if c.isascii() and c.isalnum())
    return f"https://{outlet}.example/{document['published']}/{document['id']}"


def _page(document: dict[str, Any], template: str) -> str:
    lines = document["text"].split("\n")
    if lines[0].strip() == document["title"]:
        lines = lines[1:]
    json_ld = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": document["title"],
        "datePublished": document["published"],
        "publisher": {"@type": "Organization", "name": document["outlet"]},
        "url": _url(document),
    }
    return template.format(
        title=html.escape(document["title"]),
        outlet=html.escape(document["outlet"]),
        published=document["published"],
        url=_url(document),
        body="\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip()),
        json_ld=json.dumps(json_ld, ensure_ascii=False).replace("<", "\\u003c"),
    )


def _warc_record(document: dict[str, Any], page: str) -> bytes:
    body = page.encode()
    head = (
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    record = WarcRecord()
    record.init_headers(WarcRecordType.response)
    record.headers["WARC-Target-URI"] = _url(document)
    record.headers["WARC-Date"] = f"{document['published']}T12:00:00Z"
    record.headers["WARC-Record-ID"] = f"<urn:dateline:{document['id']}>"
    record.headers["Content-Type"] = "application/http; msgtype=response"
    record.set_bytes_content(head.encode() + body)
    out = io.BytesIO()
    record.write(out)
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
