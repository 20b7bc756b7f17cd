"""One document's spans and values become its reports and claims."""

from dateline.code.assemble import Values, assemble
from dateline.code.coder import Coder, load_coder
from dateline.code.config import CodeConfig
from dateline.code.record import Normalisers, code_document

__all__ = [
    "CodeConfig",
    "Coder",
    "Normalisers",
    "Values",
    "assemble",
    "code_document",
    "load_coder",
]
