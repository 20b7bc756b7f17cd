"""The run: steps over documents, in one process or several, that can be stopped and resumed."""

from dateline.run.coder import Coder, CoderFactory, default_coder
from dateline.run.pool import Task, code_in_order
from dateline.run.steps import RunOptions, code_documents, code_paths
from dateline.run.summary import Summary

__all__ = [
    "Coder",
    "CoderFactory",
    "RunOptions",
    "Summary",
    "Task",
    "code_documents",
    "code_in_order",
    "code_paths",
    "default_coder",
]
