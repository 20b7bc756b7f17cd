"""Tolls: what the reports of one incident come to, with who says which (docs/tolls.md).

`summarise` is pure and does not depend on the order of the reports.
"""

from dateline.reconcile.tolls.entries import settled
from dateline.reconcile.tolls.figures import incident_tolls
from dateline.reconcile.tolls.records import KINDS, SIDES, TOTAL, IncidentToll, TollEntry
from dateline.reconcile.tolls.summary import IncidentActor, Summary, summarise

__all__ = [
    "KINDS",
    "SIDES",
    "TOTAL",
    "IncidentActor",
    "IncidentToll",
    "Summary",
    "TollEntry",
    "incident_tolls",
    "settled",
    "summarise",
]
