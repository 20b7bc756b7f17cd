"""Language: other languages are rejects, short English is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read import document_from_text
from tests.read.samples import ARTICLE, only_reject

ARABIC = (
    "قتل خمسة أشخاص على الأقل في غارة جوية على مدينة حلب شمال سوريا يوم الثلاثاء بحسب ما قال "
    "مسعفون وسكان محليون، وأضافوا أن عشرات آخرين أصيبوا بجروح."
)
OTHERS = {
    "ar": ARABIC,
    "es": "Al menos cinco personas murieron en un ataque aéreo contra la ciudad de Alepo el "
    "martes, según dijeron los médicos y los vecinos. El ejército no hizo comentarios.",
    "fr": "Au moins cinq personnes ont été tuées mardi dans une frappe aérienne sur la ville "
    "d'Alep, selon des médecins et des habitants. L'armée n'a pas commenté ces informations.",
    "nl": "Zeker vijf mensen zijn dinsdag omgekomen bij een luchtaanval op de stad Aleppo, zeggen "
    "artsen en bewoners. Het leger heeft nog niet op de berichten gereageerd.",
}


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages_are_rejects(tmp_path: Path, code: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OTHERS[code], encoding="utf-8")
    reject = only_reject(path)
    assert reject.reason == f"language: {code}"
    assert "English" in reject.cure


@pytest.mark.parametrize(
    "text",
    [
        "Kabul blast",
        "Five killed in Aden",
        "Car bomb kills 3",
        "Gunmen storm Petel-Bana",
        "12 dead",
    ],
)
def test_a_few_english_words_are_not_another_language(text: str) -> None:
    assert document_from_text(text).language in ("en", None)


def test_a_few_arabic_words_are() -> None:
    assert document_from_text("هجوم في الموصل").language == "ar"


def test_a_foreign_quotation_leaves_a_report_english() -> None:
    quoted = ARTICLE + "\n" + ARABIC[:100] + "\n" + ARTICLE.replace("Tuesday", "Monday")
    assert document_from_text(quoted).language == "en"


def test_a_foreign_article_under_an_english_headline_is_foreign() -> None:
    text = "Five killed in strike on Aleppo\n" + (ARABIC + "\n") * 4
    assert document_from_text(text, title="Five killed in strike on Aleppo").language == "ar"
