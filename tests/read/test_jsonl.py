"""JSONL: text and id are kept, a bad line costs itself alone."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.read import document_from_text
from dateline.records import Document, Reject
from tests.read.samples import ARTICLE, documents, only_reject, read

SENTENCE = "Rebels took the town on Monday and the army withdrew to the hills."


def _line(**fields: object) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def test_fields_annotations_and_other_keys(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        _line(
            id="n-1", text=ARTICLE, title="T", outlet="Daily", published="2017-03-08",
            url="https://d.test/1", licence="own", pack="a1", mentions=[{"start": 0}], claims=[],
        ),
        encoding="utf-8",
    )  # fmt: skip
    (document,) = documents(path)
    assert (document.id, document.text, document.outlet) == ("n-1", ARTICLE, "Daily")
    assert str(document.published) == "2017-03-08"
    assert document.url == "https://d.test/1"
    assert document.metadata == {"licence": "own", "pack": "a1"}
    assert document.source == f"{path}:1"


def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [_line(id="1", text=SENTENCE), _line(id="2", text=ARTICLE), '{"id": "3", oops}\n']
    path.write_text("".join([*lines, "\n", _line(id="5", text=SENTENCE + " Again.")]))
    items = read(path)
    assert [item.id for item in items if isinstance(item, Document)] == ["1", "2", "5"]
    (reject,) = [item for item in items if isinstance(item, Reject)]
    assert reject.source == f"{path}:3"
    assert reject.reason.startswith("not JSON")


def test_lines_that_hold_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    deep = "[" * 100_000
    broken = '{"text": "half a \\ud800 pair"}\n{"text": "a \\u0000 character"}\n'
    path.write_text('[1]\n{"id": 7}\n{"text": 7}\n"x"\n' + deep + "\n" + broken)
    items = read(path)
    assert [item.source.rsplit(":", 1)[1] for item in items if isinstance(item, Reject)] == list(
        "1234567"
    )
    assert isinstance(items[1], Reject)
    assert "--column text=" in items[1].cure
    assert items[1].document_id == "7"


def test_another_key_can_hold_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(_line(body=SENTENCE))
    (document,) = documents(path, columns={"text": "body"})
    assert document.text == SENTENCE
    assert document.metadata == {}


def test_a_line_too_long_is_skipped_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(_line(id="1", text="x" * 5_000) + _line(id="2", text=SENTENCE))
    first, second = read(path, max_file_bytes=2_000)
    assert isinstance(first, Reject)
    assert first.source == f"{path}:1"
    assert isinstance(second, Document)


def test_a_text_too_long_is_a_reject(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(_line(id="1", text=ARTICLE))
    assert "characters" in only_reject(path, max_text_chars=100).reason


def test_a_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(_line(id="1", text=SENTENCE).encode() + b'{"text": "caf\xe9 bombed"}\n')
    _, reject = read(path)
    assert isinstance(reject, Reject)
    assert "UTF-8" in reject.cure


def test_byte_order_mark_and_utf16(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        path = tmp_path / f"{encoding}.jsonl"
        path.write_text(_line(id="1", text=SENTENCE), encoding=encoding)
        assert documents(path)[0].text == SENTENCE


def test_articles_with_one_id_are_all_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        _line(id="1", text=SENTENCE) + _line(id="1", text=SENTENCE) + _line(id="1", text=ARTICLE)
    )
    assert [document.text for document in documents(path)] == [SENTENCE, SENTENCE, ARTICLE]


def test_json_objects_and_lists(tmp_path: Path) -> None:
    one, many = tmp_path / "one.json", tmp_path / "many.json"
    one.write_text(json.dumps({"text": SENTENCE}, indent=1))
    many.write_text(json.dumps([{"id": "1", "text": SENTENCE}, {"id": "2", "text": ARTICLE}]))
    assert documents(one)[0].text == SENTENCE
    assert [document.id for document in documents(many)] == ["1", "2"]


texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
        st.sampled_from("\r\n\u2028\u2029\ufeff\u0301👩🏽‍🚒é \t.()-“”"),
        st.sampled_from(list("MOSUL (Reuters) - Reporting by Jane Roe in Mosul; Read more: ")),
    ),
    max_size=300,
).filter(lambda text: bool(text.strip()))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=texts)
def test_any_text_is_kept_and_marks_and_credits_lie_inside_it(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"id": "1", "text": text}) + "\n")
    for item in read(path):
        if isinstance(item, Document):
            assert item.text == text
    document = document_from_text(text)
    credits = document.credits
    spans = [mark.span for mark in document.marks]
    spans += [mark.of for mark in document.marks if mark.of]
    spans += [person.span for person in credits.people if person.span]
    spans += [s for s in (credits.agency_span, credits.dateline_place_span) if s]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert list(document.marks) == sorted(document.marks, key=lambda mark: mark.start)
