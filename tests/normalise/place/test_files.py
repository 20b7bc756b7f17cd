"""The compiled file on disk: damage, several processes, folders that cannot be written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from dateline.normalise.place import GazetteerError, _compile, cache_folder, open_gazetteer
from dateline.normalise.place.gazetteer import is_damaged


@pytest.fixture(autouse=True)
def few_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    towns: dict[str, dict[str, Any]] = {
        "99072": {
            "name": "Mosul", "latitude": 36.335, "longitude": 43.11889, "countrycode": "IQ",
            "population": 1683000, "admin1code": "15", "alternatenames": ["Al Mawsil", "mwsl"],
        },
        "98182": {
            "name": "Baghdad", "latitude": 33.34, "longitude": 44.4, "countrycode": "IQ",
            "population": 7216000, "admin1code": "07", "alternatenames": ["Bagdad"],
        },
    }  # fmt: skip
    monkeypatch.setattr(_compile, "cities", lambda: towns)


def test_a_second_opening_uses_the_file_of_the_first(tmp_path: Path) -> None:
    first = open_gazetteer(tmp_path)
    stamp = first.base.stat().st_mtime_ns
    assert open_gazetteer(tmp_path).base.stat().st_mtime_ns == stamp
    assert [p.name for p in tmp_path.glob("*.part")] == []


@pytest.mark.parametrize("harm", ["cut", "overwritten", "empty"])
def test_a_damaged_file_is_compiled_again(tmp_path: Path, harm: str) -> None:
    path = open_gazetteer(tmp_path).base
    whole = path.read_bytes()
    if harm == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif harm == "overwritten":
        path.write_bytes(b"\x00" * 4096 + whole[4096:])
    else:
        path.write_bytes(b"")
    gazetteer = open_gazetteer(tmp_path)
    assert gazetteer.lookup("Mosul")[0].country == "IQ"
    assert is_damaged(gazetteer.base) is None


def test_several_at_once_end_with_one_whole_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _n: open_gazetteer(tmp_path).lookup("Mosul"), range(4)))
    assert len(set(found)) == 1
    assert len(list(tmp_path.glob("*.sqlite"))) == 1


def test_an_unusable_folder_is_told_with_its_cure(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(GazetteerError, match="DATELINE_CACHE"):
        open_gazetteer(blocked)


def test_the_cache_folder_follows_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "a"))
    assert cache_folder() == tmp_path / "a"
    monkeypatch.delenv("DATELINE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "b"))
    assert cache_folder() == tmp_path / "b" / "dateline"
    assert cache_folder(tmp_path / "c") == tmp_path / "c"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[float] = []
    open_gazetteer(tmp_path, progress=lambda _what, share: told.append(share))
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)
