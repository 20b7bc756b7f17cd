"""The store: documents and what was read from them, in SQLite or PostgreSQL."""

from dateline.store._documents import Stored
from dateline.store._rows import report_id
from dateline.store.archive import Store, by_id, open_store
from dateline.store.errors import StoreError
from dateline.store.identifiers import document_of, nearest_ids
from dateline.store.migrate import Step, database_version, migrate, migration_steps
from dateline.store.run import RunInfo, RunWriter, Work

__all__ = [
    "RunInfo",
    "RunWriter",
    "Step",
    "Store",
    "StoreError",
    "Stored",
    "Work",
    "by_id",
    "database_version",
    "document_of",
    "migrate",
    "migration_steps",
    "nearest_ids",
    "open_store",
    "report_id",
]
