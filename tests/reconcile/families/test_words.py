from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile.families.words import reported_words, words_of
from dateline.records import Document, Mark


def _read(text: str, marks: tuple[Mark, ...] = ()) -> list[str]:
    words = words_of(text, marks)
    return [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]


def test_words_are_runs_of_letters_and_digits() -> None:
    assert _read("Two “rockets” hit Kutum’s market, 12 died.") == [
        *("Two", "rockets", "hit", "Kutum", "s", "market", "12", "died"),
    ]


def test_scripts_without_spaces_have_a_word_a_character() -> None:
    assert _read("in 北京市 today") == ["in", "北", "京", "市", "today"]


def test_case_accents_and_punctuation_do_not_tell_words_apart() -> None:
    one, other = words_of("Général Bâ, KILLED"), words_of("general “ba” killed")
    assert one.hashes.tolist() == other.hashes.tolist()


def test_a_word_is_the_same_wherever_it_stands() -> None:
    words = words_of("raid by night and another raid")
    assert words.hashes[0] == words.hashes[5]
    assert len(set(words.hashes.tolist())) == 5


def test_credits_and_furniture_are_no_reporting() -> None:
    text = "By Ana Roy\nShells fell on Aden.\nRead more here\nShells fell on Aden."
    marks = (Mark(0, 10, "byline"), Mark(32, 46, "furniture"), Mark(47, 67, "repeated"))
    words = reported_words(Document(id="a", text=text, marks=marks))
    read = [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]
    assert read == ["Shells", "fell", "on", "Aden"] * 2


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_any_text_has_words_inside_it(text: str) -> None:
    words = words_of(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(words.starts, words.ends, strict=True))
    assert len(words.hashes) == len(words.starts)
