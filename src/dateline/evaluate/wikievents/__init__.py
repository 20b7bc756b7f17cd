"""WikiEvents: reader, label maps and the measure of events and arguments in whole documents."""

from dateline.evaluate.wikievents._labels import (
    dateline_roles,
    incident_type,
    kairos_role,
    mention_type,
    tells_incident,
)
from dateline.evaluate.wikievents._read import (
    WikiArgument,
    WikiEvent,
    WikiText,
    event_type,
    read_wikievents,
)
from dateline.evaluate.wikievents._run import WikiAnnotator, WikiProbe, events_of, run
from dateline.evaluate.wikievents._score import argument_rows, head, trigger_rows

__all__ = [
    "WikiAnnotator",
    "WikiArgument",
    "WikiEvent",
    "WikiProbe",
    "WikiText",
    "argument_rows",
    "dateline_roles",
    "event_type",
    "events_of",
    "head",
    "incident_type",
    "kairos_role",
    "mention_type",
    "read_wikievents",
    "run",
    "tells_incident",
    "trigger_rows",
]
