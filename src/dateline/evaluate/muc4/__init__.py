"""MUC-4: readers and the measure of templates with five roles."""

from dateline.evaluate.muc4._keys import MucKey, MucOrganization, MucVictim, read_muc4_keys
from dateline.evaluate.muc4._read import (
    INCIDENT_TYPES,
    ROLES,
    MucTemplate,
    MucText,
    occurrences,
    read_muc4,
    role_spans,
)
from dateline.evaluate.muc4._triggers import MucTrigger, read_muc4_triggers

__all__ = [
    "INCIDENT_TYPES",
    "ROLES",
    "MucKey",
    "MucOrganization",
    "MucTemplate",
    "MucText",
    "MucTrigger",
    "MucVictim",
    "occurrences",
    "read_muc4",
    "read_muc4_keys",
    "read_muc4_triggers",
    "role_spans",
]
