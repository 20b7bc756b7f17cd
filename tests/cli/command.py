"""Runs a command in this process and gives back what it printed and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from dateline.cli import main


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    printed = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, printed.out, printed.err)
