"""Floor files, and which rows lie under them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.evaluate.floors import misses, read_floors

ROWS: dict[str, dict[str, float]] = {
    "roles": {"p": 0.9, "r": 0.4, "f1": 0.55, "gold": 20, "predicted": 9},
    "claim mode": {"accuracy": 0.8, "of": 10},
    "MEANTIME": {"pearson": 0.3, "mae": 0.9, "events": 40},
    "sizes": {"gold": 20},
}


@pytest.mark.parametrize(
    ("row", "reached", "missed"),
    [("roles", 0.55, 0.56), ("claim mode", 0.8, 0.81), ("MEANTIME", 0.3, 0.31)],
)
def test_a_floor_is_about_the_rows_main_figure(row: str, reached: float, missed: float) -> None:
    assert not misses(ROWS, {row: reached})
    (miss,) = misses(ROWS, {row: missed})
    assert str(miss) == f"{row}: {reached:.4f} is under its floor {missed:.4f}"


def test_a_figure_that_is_no_number_is_a_miss() -> None:
    assert misses({"roles": {"f1": float("nan")}}, {"roles": 0.1})


@pytest.mark.parametrize(("row", "said"), [("rolls", "does not exist"), ("sizes", "without a")])
def test_a_floor_that_no_figure_answers_is_an_error(row: str, said: str) -> None:
    with pytest.raises(DatelineError, match=said):
        misses(ROWS, {"roles": 0.5, row: 0.5})


def test_a_table_a_data_set(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('[held]\nroles = 0.5\n"claim mode" = 1\n[gold]\nroles = 0.4\n')
    assert read_floors(path) == {"held": {"roles": 0.5, "claim mode": 1}, "gold": {"roles": 0.4}}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no table"),
        ("# [held]\n", "no table"),
        ("[held]\n", "no floor in 'held'"),
        ("roles = 0.5\n", "no floor in 'roles'"),
        ("[held]\nroles = 0\n", "above 0"),
        ("[held]\nroles = 55\n", "at most 1"),
        ('[held]\nroles = "0.5"\n', "number"),
        ("[held]\nroles = true\n", "number"),
        ("[held\n", "not TOML"),
    ],
)
def test_a_file_that_cannot_fail_anything_is_refused(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(content)
    with pytest.raises(DatelineError, match=said):
        read_floors(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"floors\.toml"):
        read_floors(tmp_path / "floors.toml")
