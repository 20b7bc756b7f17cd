"""Review: people's decisions as an append-only log, and what follows from them.

`record` takes decisions down and puts them into force, `undo` takes them back (by a row of its
own). `replay_documents`, `constraints`, `reviewed_actors` and `replay_incidents` derive the
reviewed state anew over what the program made, whenever it has run.
"""

from dateline.review.documents import replay_documents
from dateline.review.effect import Recorded
from dateline.review.errors import Change, ConflictError, DecisionError, UnknownTarget
from dateline.review.fields import FIELDS, GRADES, VERDICTS, WORK_STATUSES
from dateline.review.incidents import release_incidents, replay_incidents
from dateline.review.joining import constraints, reviewed_actors
from dateline.review.lines import (
    Imported,
    RejectedLine,
    bounded_lines,
    export_decisions,
    import_decisions,
)
from dateline.review.lists import (
    conflicts,
    decisions,
    decisions_since,
    edits_of,
    exports,
    history,
    log_export,
    matching,
    reviewed,
)
from dateline.review.named import kind_of, selected
from dateline.review.proposals import ABSENT, KINDS, TARGETS, Proposal, proposal_of
from dateline.review.queue import QueueItem, queue
from dateline.review.record import record, record_in
from dateline.review.targets import forwards, incident_number
from dateline.review.undoing import undo

__all__ = [
    "ABSENT",
    "FIELDS",
    "GRADES",
    "KINDS",
    "TARGETS",
    "VERDICTS",
    "WORK_STATUSES",
    "Change",
    "ConflictError",
    "DecisionError",
    "Imported",
    "Proposal",
    "QueueItem",
    "Recorded",
    "RejectedLine",
    "UnknownTarget",
    "bounded_lines",
    "conflicts",
    "constraints",
    "decisions",
    "decisions_since",
    "edits_of",
    "export_decisions",
    "exports",
    "forwards",
    "history",
    "import_decisions",
    "incident_number",
    "kind_of",
    "log_export",
    "matching",
    "proposal_of",
    "queue",
    "record",
    "record_in",
    "release_incidents",
    "replay_documents",
    "replay_incidents",
    "reviewed",
    "reviewed_actors",
    "selected",
    "undo",
]
