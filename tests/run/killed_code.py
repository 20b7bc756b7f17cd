"""`dateline code` in processes that a test may kill: each line of stdin is one run's arguments.

Answers the process's number and, when it has ended, its exit code.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass

import dateline.cli._coding as coding
from dateline.cli import main
from dateline.config import Config
from dateline.records import Document, Record
from tests.fake_coder import FakeCoder

_SECONDS = 0.004
"""What coding a document takes here."""


@dataclass(frozen=True)
class SlowCoder(FakeCoder):
    def __call__(self, document: Document) -> Record:
        time.sleep(_SECONDS)
        return super().__call__(document)


def make_slow_coder(_config: Config) -> SlowCoder:
    return SlowCoder()


def _run(line: str) -> int:
    try:
        main(json.loads(line))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


if __name__ == "__main__":
    coding.factory = make_slow_coder
    # The first run is this process's own: what it loads need not be loaded by those that follow.
    print(os.getpid(), _run(sys.stdin.readline()), sep="\n", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_run(line))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
