"""A PostgreSQL server of the tests' own, on a socket in a temporary folder; skips without one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest

_FOLDERS = (
    "/usr/local/bin",
    *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True),
)


def _program(name: str) -> str:
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *_FOLDERS]))
    if found is None:
        pytest.skip(f"needs PostgreSQL: no {name} on this machine")
    return found


@contextmanager
def server() -> Iterator[str]:
    """The URL of a fresh, empty database."""
    if find_spec("psycopg") is None:
        pytest.skip("needs the PostgreSQL driver: pip install 'dateline[postgres]'")
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    user, group = _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    try:
        if user is not None:
            os.chown(folder, user, group or -1)
        data = folder / "data"

        def call(*command: str) -> None:
            done = subprocess.run(
                command,
                user=user,
                group=group,
                extra_groups=[] if user is not None else None,
                cwd=folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                pytest.skip(f"PostgreSQL did not start here: {(done.stderr or done.stdout)[-300:]}")

        # A locale whose order is not that of code points shows what depends on it.
        call(
            *(initdb, "-D", str(data), "-U", "dateline", "-A", "trust", "-E", "UTF8"),
            *("--no-sync", "--locale-provider=icu", "--icu-locale=en-US", "--locale=C"),
        )
        options = f"-c listen_addresses='' -c fsync=off -k {folder}"
        call(pg_ctl, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield f"postgresql://dateline@/postgres?host={quote(str(folder), safe='')}"
        finally:
            call(pg_ctl, "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged() -> tuple[int | None, int | None]:
    """PostgreSQL refuses to run as root: then as another user that this machine has."""
    if os.getuid() != 0:
        return None, None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    pytest.skip("needs a user other than root to run PostgreSQL")
