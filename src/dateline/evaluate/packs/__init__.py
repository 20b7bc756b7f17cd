"""Tolls and independent sources of incidents, against what a casualty recorder would publish."""

from dateline.evaluate.packs.measure import run
from dateline.evaluate.packs.read import PackIncident, read_packs

__all__ = ["PackIncident", "read_packs", "run"]
