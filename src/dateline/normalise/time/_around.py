"""The words next to an expression, as the rules that confirm or reject it look at them."""

from __future__ import annotations

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._tokens import Tokens


class Around:
    """`before`, `after` and `word` (its first) in lower case; a line break stands for an end."""

    __slots__ = ("after", "before", "first", "last", "style", "tokens", "word")

    def __init__(self, found: Expression, tokens: Tokens, style: str) -> None:
        self.tokens, self.style = tokens, style
        self.first, self.last = found.first, found.last
        self.before = self.at(found.first - 1).lower()
        self.after = self.at(found.last).lower()
        self.word = tokens.words[found.first].lower()

    def at(self, index: int) -> str:
        """The token of that index as written; a line break outside the text."""
        return self.tokens.words[index] if 0 <= index < len(self.tokens.words) else "\n"

    def code(self, index: int) -> str:
        """The token's character of the grammar; empty outside the text."""
        return self.tokens.codes[index] if 0 <= index < len(self.tokens.codes) else ""

    @property
    def starts_sentence(self) -> bool:
        """True at the start of the text, a paragraph, a sentence or a quotation."""
        return self.first == 0 or self.before[:1] in ("\n", ".", '"', "“")
