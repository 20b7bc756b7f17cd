"""`dateline code` in processes that a test may kill: each line of stdin is one run's arguments.

Answers `PID` for each; what is imported once here need not be imported by each run.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass

import dateline.cli._coding as coding
import dateline.run.reconcile  # imported before the runs, which only need it at their end
import dateline.store.run  # noqa: F401
from dateline.cli import main
from dateline.config import Config
from dateline.normalise.actor import load_actor_list
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


if __name__ == "__main__":
    load_actor_list()
    coding.factory = make_slow_coder
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                main(json.loads(line))
            except SystemExit as ended:
                os._exit(int(ended.code or 0))
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
