"""MUC-4: readers and the measure of templates with five roles."""

from dateline.evaluate.muc4._read import (
    INCIDENT_TYPES,
    ROLES,
    MucTemplate,
    MucText,
    occurrences,
    read_muc4,
    role_spans,
)

__all__ = [
    "INCIDENT_TYPES",
    "ROLES",
    "MucTemplate",
    "MucText",
    "occurrences",
    "read_muc4",
    "role_spans",
]
