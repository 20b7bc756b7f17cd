"""The registry: every benchmark is there or says what to do, and data are found by their names."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from dateline.errors import DatelineError
from dateline.evaluate.benchmarks import BENCHMARKS, Benchmark


def test_the_benchmarks_are_registered_under_their_names() -> None:
    assert list(BENCHMARKS) == [
        "gold", "muc4", "wikievents", "ecbplus-triggers", "ecbplus", "factuality", "ner",
        "families", "incidents", "packs", "maverick",
    ]  # fmt: skip
    assert all(name == benchmark.name for name, benchmark in BENCHMARKS.items())


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Benchmark:
    """A benchmark that reports what it was asked to do."""
    module = ModuleType("benchmark_seen")
    module.run = (  # type: ignore[attr-defined]
        lambda data, annotator, part: {f"{data.name} {annotator} {part}": {"f1": 1.0}}
    )
    monkeypatch.setitem(sys.modules, "benchmark_seen", module)
    return Benchmark("seen", "for tests", "benchmark_seen", "seen-set")


def test_the_data_are_the_folder_or_lie_in_it_under_their_name(
    seen: Benchmark, tmp_path: Path
) -> None:
    (tmp_path / "seen-set").mkdir()
    assert list(seen.run(tmp_path, "A", "test")) == ["seen-set A test"]
    assert list(seen.run(tmp_path / "seen-set", "A")) == ["seen-set A dev"]


def test_data_that_are_not_there_are_named(seen: Benchmark, tmp_path: Path) -> None:
    with pytest.raises(DatelineError, match=r"no such file.*nowhere: name the data"):
        seen.run(tmp_path / "nowhere", "A")


def test_a_benchmark_that_is_not_installed_says_so(seen: Benchmark, tmp_path: Path) -> None:
    for module in ("dateline.evaluate.nothing", "nothing.at.all", "dateline.evaluate.files"):
        with pytest.raises(DatelineError, match=f"lacks the benchmark seen: {module}: install"):
            replace(seen, module=module).run(tmp_path, "A")


def test_a_library_that_a_benchmark_lacks_is_not_taken_for_the_benchmark(
    seen: Benchmark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "benchmark_broken.py").write_text("import library_that_nobody_has\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="library_that_nobody_has"):
        replace(seen, module="benchmark_broken").run(tmp_path, "A")
