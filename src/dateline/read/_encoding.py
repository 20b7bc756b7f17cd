"""Bytes to text: a byte-order mark, UTF-8, else what the bytes look like."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GUESS_BYTES = 200_000


def encoding_of(head: bytes, *, complete: bool = True) -> tuple[str, int]:
    """The encoding of text that begins with `head`, and the length of its byte-order mark.

    UTF-8 unless a mark or the bytes say otherwise; then what charset-normalizer finds, and
    Windows-1252 where it finds nothing. `complete` is False where `head` may end inside a
    character. Raises ValueError where the bytes are no text.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    if is_binary(head):
        raise ValueError("binary data, not text")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=complete)
        return "utf-8", 0
    except UnicodeDecodeError:
        return _guess(head), 0


def _guess(head: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(head[:_GUESS_BYTES], cp_exclusion=["utf_7"]).best()
    if best is not None and best.encoding not in ("ascii", "utf_8"):
        try:
            cp1252 = head.decode("cp1252")
        except UnicodeDecodeError:
            return best.encoding
        # Western code pages differ in a few signs; where both decode alike take the usual name.
        if head.decode(best.encoding, "replace") == cp1252 or best.encoding.startswith("cp125"):
            return "cp1252" if best.encoding in ("cp1250", "cp1252") else best.encoding
        return best.encoding
    return "cp1252"


def is_binary(head: bytes) -> bool:
    """Whether the bytes hold NULs or many control characters, as text does only in UTF-16."""
    sample = head[:8192]
    if not sample:
        return False
    if b"\x00" in sample:
        return True
    odd = sum(byte < 32 and byte not in (9, 10, 11, 12, 13, 27) for byte in sample)
    return odd * 50 > len(sample)


def decoded(data: bytes) -> str:
    """`data` as text, without its byte-order mark. Raises ValueError where it is no text."""
    name, skip = encoding_of(data)
    try:
        return data[skip:].decode(name)
    except UnicodeDecodeError as error:
        raise ValueError(f"not valid {name}: {error.reason} at byte {error.start + skip}") from None
