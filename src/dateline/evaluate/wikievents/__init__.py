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

__all__ = [
    "WikiArgument",
    "WikiEvent",
    "WikiText",
    "dateline_roles",
    "event_type",
    "incident_type",
    "kairos_role",
    "mention_type",
    "read_wikievents",
    "tells_incident",
]
