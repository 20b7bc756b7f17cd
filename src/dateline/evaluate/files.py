"""Reading the files of public data sets: bounded, UTF-8, and errors that say what to do."""

from __future__ import annotations

from pathlib import Path

from dateline.errors import DatelineError

MAX_BYTES = 256 * 2**20
"""The largest data file that is read; every file of the supported sets is below 64 MB."""


class DataError(DatelineError):
    """A data set's file is missing or not as its format says."""


def read_text(path: Path) -> str:
    """The text of a UTF-8 file (a byte order mark is dropped), line ends as they stand.

    Raises DataError where the file is missing, larger than MAX_BYTES or not UTF-8.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DataError("data file too large", str(path), f"split it below {MAX_BYTES} bytes")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(
            f"not UTF-8 at byte {error.start}", str(path), "save the file as UTF-8"
        ) from error
    except OSError as error:
        raise DataError(
            f"cannot read the data file ({error.strerror or error})",
            str(path),
            "name the folder that holds the data set with --data",
        ) from error


def lines_of(path: Path) -> list[str]:
    """The lines of a file, split at LF and CRLF alone: tokens may hold other line separators."""
    return [line.removesuffix("\r") for line in read_text(path).split("\n")]
