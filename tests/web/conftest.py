"""A made-up archive and a client of its server; no port is opened."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.run.reconcile import update_archive
from dateline.store import Store, open_store
from dateline.web.app import create_app

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
TOKEN = "a-token-of-the-tests"
ADDRESS = "http://127.0.0.1:8377"


def fill(database: str, incidents: int, documents: int) -> None:
    """Fills an empty archive with made-up incidents and documents, hostile bits among them."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        archive = import_module("archive")
    finally:
        sys.path.remove(str(BENCHMARKS))
    archive.fill(database, incidents, documents, seed=7, hostile=True)


@pytest.fixture(scope="session")
def made_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty made-up incidents in 150 documents, hostile bits among them. Not to be written to."""
    path = tmp_path_factory.mktemp("archive") / "made.db"
    fill(str(path), 60, 150)
    with open_store(str(path)) as made:
        # As a run of `dateline code` would have left it; this also empties the write-ahead log.
        update_archive(made)
    return path


@pytest.fixture
def store(made_archive: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the archive that a test may write to."""
    path = tmp_path / "archive.db"
    shutil.copy(made_archive, path)
    with open_store(str(path)) as opened:
        yield opened


@pytest.fixture
def app(store: Store) -> FastAPI:
    return create_app(store, token=TOKEN, author="ana")


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    """A browser on this machine that has loaded the page."""
    return TestClient(app, base_url=ADDRESS, headers={"x-dateline-token": TOKEN})


@pytest.fixture(scope="session")
def reader(made_archive: Path) -> Iterator[TestClient]:
    """A client for tests that only look: one server for all of them."""
    with open_store(str(made_archive)) as opened:
        app = create_app(opened, token=TOKEN, author="ana")
        yield TestClient(app, base_url=ADDRESS)
