"""Numbers: words to values with bounds, by the conventions of codebook sections 7 and 11."""

from dateline.normalise.number._bounds import Conventions, conventions_of
from dateline.normalise.number._find import find_numbers
from dateline.normalise.number._resolve import resolve_number, total_of

__all__ = ["Conventions", "conventions_of", "find_numbers", "resolve_number", "total_of"]
