"""Reading: files in any of the usual forms to Documents, and Rejects that say what to do."""

from dateline.read._document import derived_id, document_from_text
from dateline.read._published import published_date
from dateline.read.options import ReadOptions
from dateline.read.reading import read_paths

__all__ = ["ReadOptions", "derived_id", "document_from_text", "published_date", "read_paths"]
