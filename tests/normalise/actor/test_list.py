from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.codebook import MENTION_TYPES
from dateline.errors import DatelineError
from dateline.normalise.actor import add_list, load_actor_list, read_list, read_user_list

ACTORS = load_actor_list(user=False)


def test_the_seed_list_is_large_and_sound() -> None:
    entries = ACTORS.entries
    written = [e for e in entries.values() if not e.source.startswith("generated")]
    assert len(written) >= 500
    for e in written:
        assert e.source
        assert e.name
        assert e.kind in range(9)
        assert e.type in MENTION_TYPES
        assert e.start is None or e.end is None or e.start <= e.end
        assert e.parent is None or e.parent in entries, (e.id, e.parent)
        assert e.enemies <= entries.keys(), (e.id, e.enemies - entries.keys())


def test_each_state_has_a_government_an_army_and_a_police() -> None:
    for code in ("sy", "bf", "ht", "kg"):
        assert {f"gov-{code}", f"mil-{code}", f"pol-{code}"} <= ACTORS.entries.keys()
    assert [h.entry.id for h in ACTORS.find("Kyrgyz police")] == ["pol-kg"]


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("Hizbullah", "hezbollah"),
        ("Al Qaida", "al-qaeda"),
        ("al-Qa'ida", "al-qaeda"),
        ("the Taleban", "taliban"),
        ("Jabhat an-Nusra", "al-nusra-front"),
        ("BOKO HARAM", "boko-haram"),
        ("Sinn Féin", "sinn-fein"),
    ],
)
def test_spelling_variants(name: str, entry: str) -> None:
    assert entry in [h.entry.id for h in ACTORS.find(name)]


def _write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_list_of_our_own_format_is_added_once(tmp_path: Path) -> None:
    row = {"name": "Forest Hawks", "kind": "2", "country": "GE", "aliases": "FH|Hawks"}
    file = _write(tmp_path / "own.csv", row)
    done = add_list(file, tmp_path)
    assert (done.format, done.added, done.replaced) == ("dateline", 1, 0)
    assert (add_list(file, tmp_path).added, add_list(file, tmp_path).replaced) == (0, 1)
    (entry,) = read_user_list(tmp_path)
    assert (entry.name, entry.kind, entry.country) == ("Forest Hawks", 2, "GE")
    assert load_actor_list(done.path, user=False).find("Forest Hawks")[0].entry == entry


def test_the_ucdp_actor_file(tmp_path: Path) -> None:
    row = {
        "ActorId": "9001",
        "NameData": "FHM",
        "NameEng": "Free Highlands Movement",
        "NameOrigFull": "Özgür Yaylalar Hareketi",
        "Org": "2",
        "Location": "Turkey, Iraq",
    }
    other = {
        **row,
        "ActorId": "9002",
        "NameData": "Government of Turkey",
        "NameEng": "",
        "Org": "1",
    }
    name, entries, rejected = read_list(_write(tmp_path / "ucdp.csv", row, other))
    assert (name, rejected) == ("ucdp", [])
    assert entries[0].id == "ucdp-9001"
    assert entries[0].name == "Free Highlands Movement"
    assert {"FHM", "Özgür Yaylalar Hareketi"} <= set(entries[0].aliases)
    assert entries[0].active == {"TR", "IQ"}
    assert [e.kind for e in entries] == [2, 1]


def test_an_acled_export(tmp_path: Path) -> None:
    row = {"actor1": "Fano Youth", "inter1": "Identity militia", "country": "Ethiopia"}
    name, (entry,), _ = read_list(_write(tmp_path / "acled.csv", row))
    assert (name, entry.kind, entry.country) == ("acled", 4, "ET")


def test_bad_rows_are_left_out_with_their_line(tmp_path: Path) -> None:
    good = {"name": "Hawks", "kind": "2", "aliases": ""}
    file = _write(tmp_path / "x.csv", good, {**good, "kind": "12"}, {**good, "name": ""})
    _, entries, rejected = read_list(file)
    assert len(entries) == 1
    assert [n for n, _ in rejected] == [3, 4]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x81\x00\xff", b"name;colour\nx;red\n"])
def test_a_file_that_is_no_list_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    with pytest.raises(DatelineError):
        add_list(file, tmp_path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match="check the path"):
        add_list(tmp_path / "none.csv", tmp_path)
