"""MAVERICK: which rule to trust for an event's dead, given what its source reports say."""

from dateline.evaluate.maverick.measure import run, score
from dateline.evaluate.maverick.read import SourceReport, read_maverick
from dateline.evaluate.maverick.rules import RULES

__all__ = ["RULES", "SourceReport", "read_maverick", "run", "score"]
