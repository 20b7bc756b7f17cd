"""MUC-4: readers and the measure of templates with five roles."""

from dateline.evaluate.muc4._keys import MucKey, MucOrganization, MucVictim, read_muc4_keys
from dateline.evaluate.muc4._labels import codebook_label
from dateline.evaluate.muc4._read import (
    INCIDENT_TYPES,
    ROLES,
    MucTemplate,
    MucText,
    occurrences,
    read_muc4,
    role_spans,
)
from dateline.evaluate.muc4._run import MucAnnotator, run, templates_of
from dateline.evaluate.muc4._score import SlotCounts, best_pairing, plain_string, score
from dateline.evaluate.muc4._triggers import MucTrigger, read_muc4_triggers

__all__ = [
    "INCIDENT_TYPES",
    "ROLES",
    "MucAnnotator",
    "MucKey",
    "MucOrganization",
    "MucTemplate",
    "MucText",
    "MucTrigger",
    "MucVictim",
    "SlotCounts",
    "best_pairing",
    "codebook_label",
    "occurrences",
    "plain_string",
    "read_muc4",
    "read_muc4_keys",
    "read_muc4_triggers",
    "role_spans",
    "run",
    "score",
    "templates_of",
]
