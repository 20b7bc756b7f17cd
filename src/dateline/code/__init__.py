"""One document's spans and values become its reports and claims."""

from dateline.code.assemble import Values, assemble
from dateline.code.coder import Normalisers, code_document
from dateline.code.config import CodeConfig

__all__ = ["CodeConfig", "Normalisers", "Values", "assemble", "code_document"]
