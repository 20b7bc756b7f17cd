"""One small gazetteer for all place tests: the towns of a few countries and every own table."""

from __future__ import annotations

import pytest

from dateline.normalise.place import Gazetteer, open_gazetteer

COUNTRIES = frozenset(["AU", "BF", "CD", "ES", "FR", "GB", "IQ", "MZ", "NG", "RW", "SY", "US"])


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    # Workers of one run share the parent folder; the lock lets one of them compile.
    folder = tmp_path_factory.getbasetemp().parent / "dateline-gazetteer"
    return open_gazetteer(folder, only_countries=COUNTRIES)
