"""Fixtures that cost something and are shared: the coder with its weights and gazetteer."""

from __future__ import annotations

import pytest

import dateline
from dateline.code import Coder


@pytest.fixture(scope="session")
def coder() -> Coder:
    """The shipped coder, one thread. The first use on a machine compiles the gazetteer."""
    return dateline.load(threads=1)
