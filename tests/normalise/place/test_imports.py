"""GeoNames dumps and admin code files."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

from dateline.normalise.place import GazetteerError, _compile, open_gazetteer
from dateline.normalise.place.imports import add_file, imports

ROW = (
    "{id}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{cls}\t{code}\tIQ\t\t15\t\t\t\t{people}"
    "\t\t\tAsia/Baghdad\t2020-01-01\n"
)


def row(ident: int, name: str, lat: float, lon: float, **more: object) -> str:
    values = {"alternates": "", "cls": "P", "code": "PPL", "people": 0, **more}
    return ROW.format(id=ident, name=name, lat=lat, lon=lon, **values)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    towns: dict[str, dict[str, Any]] = {
        str(n): {
            "name": name, "latitude": 36.3 + n / 100, "longitude": 43.1, "countrycode": "IQ",
            "population": 1000, "admin1code": "15", "alternatenames": [],
        }
        for n, name in enumerate(["Mosul", "Bartella", "Karamlesh", "Bashiqa", "Tel Keppe"], 1)
    }  # fmt: skip
    monkeypatch.setattr(_compile, "cities", lambda: towns)
    return tmp_path / "cache"


def test_a_dump_adds_villages_and_features(folder: Path, tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    dump.write_text(
        row(11, "Tall ar Rummān", 36.3, 43.0, alternates="Tel Roman,تل الرمان")
        + row(12, "Wādī Ḩajar", 36.31, 43.05, cls="H", code="WAD")
        + "broken line\n",
        encoding="utf-8",
    )
    done = add_file(dump, folder)
    assert (done.kind, done.places, done.skipped) == ("dump", 2, 1)
    gazetteer = open_gazetteer(folder)
    for name in ("Tel Roman", "Tall ar Rumman"):
        (entry,) = gazetteer.lookup(name)
        assert (entry.id, entry.precision) == ("geonames:11", 1)
    assert gazetteer.lookup("Wadi Hajar")[0].precision == 5
    assert gazetteer.lookup("Mosul"), "the compiled towns stay"


def test_a_town_that_is_in_both_files_is_found_once(folder: Path, tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    dump.write_text(row(1, "Mosul", 36.335, 43.119, people=1_683_000), encoding="utf-8")
    add_file(dump, folder)
    assert len(open_gazetteer(folder).lookup("Mosul")) == 1


def test_adding_again_replaces(folder: Path, tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    for people in (1, 2):
        dump.write_text(row(11, "Qaryat Test", 36.3, 43.0, people=people), encoding="utf-8")
        add_file(dump, folder)
    assert [entry.population for entry in open_gazetteer(folder).lookup("Qaryat Test")] == [2]
    assert len(imports(folder)) == 1


def test_zipped_dumps(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("IQ.txt", row(11, "Qaryat Test", 36.3, 43.0))
    assert add_file(path, folder).places == 1


def test_admin_codes_get_the_middle_of_their_towns(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "admin1CodesASCII.txt"
    path.write_text("IQ.15\tNīnawá Test\tNinawa Test\t91738\n", encoding="utf-8")
    assert add_file(path, folder).kind == "admin1"
    (entry,) = open_gazetteer(folder).lookup("Ninawa Test")
    assert (entry.feature, entry.admin1) == ("ADM1", "15")
    assert 36 < entry.lat < 37


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b""),
        ("b.txt", b"one\ttwo\n"),
        ("c.zip", b"no archive"),
        ("d.txt", b"\x00\xff\xfe" * 500),
        ("e.txt", ("x\t" * 18 + "y\n").encode() * 300),
    ],
)
def test_what_is_no_dump_is_refused_and_leaves_nothing(
    folder: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GazetteerError):
        add_file(path, folder)
    assert imports(folder) == ()
    assert list(folder.glob("*.part")) == []


def test_a_missing_file_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot import"):
        add_file(tmp_path / "none.txt", folder)
