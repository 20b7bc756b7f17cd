"""A server process of its own: started, asked, killed and started again."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_START_SECONDS = 60


@dataclass
class Served:
    """`dateline serve DATABASE` on a free port."""

    database: Path
    author: str
    process: subprocess.Popen[str]
    url: str

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://").rstrip("/")

    def at(self, path: str) -> str:
        return self.url.rstrip("/") + path

    def get(self, path: str) -> Any:
        """The API's answer to a GET, read as JSON."""
        with urllib.request.urlopen(self.at(path), timeout=30) as answer:
            return json.load(answer)

    def token(self) -> str:
        with urllib.request.urlopen(self.url, timeout=30) as answer:
            page = answer.read().decode()
        return str(page.split('name="dateline-token" content="')[1].split('"')[0])

    def post(self, path: str, body: Any, **headers: str) -> tuple[int, Any]:
        """Status and answer of a POST; a header given replaces the usual one, "" leaves it out."""
        sent = {"Content-Type": "application/json", "X-Dateline-Token": "", **headers}
        if "X-Dateline-Token" not in headers:
            sent["X-Dateline-Token"] = self.token()
        request = urllib.request.Request(
            self.at(path),
            json.dumps(body).encode(),
            {name: value for name, value in sent.items() if value},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def decide(self, **decision: Any) -> Any:
        """Takes one decision as a script does; the API's answer."""
        status, answer = self.post("/api/decisions", {"decisions": [decision]})
        assert status == 200, answer
        return answer

    def kill(self) -> None:
        """As a power cut does: no handler runs."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(30)


def start(database: Path, author: str = "ana", port: int = 0) -> Served:
    """A server that listens; fails with what it said where it does not."""
    command = [sys.executable, "-m", "dateline", "serve", str(database)]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--author", author],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stderr is not None
    said = ""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        if select.select([process.stderr], [], [], 0.5)[0]:
            line = process.stderr.readline()
            said += line
            if ": http://" in line:
                return Served(database, author, process, line.split(": ")[1].split(" ")[0])
    process.kill()
    raise AssertionError(f"dateline serve did not start: {said}{process.stderr.read()}")


@contextmanager
def serving(database: Path, author: str = "ana") -> Iterator[Served]:
    """A server for as long as the block runs."""
    served = start(database, author)
    try:
        yield served
    finally:
        served.process.terminate()
        try:
            served.process.wait(10)
        except subprocess.TimeoutExpired:
            served.kill()
