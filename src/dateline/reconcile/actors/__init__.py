"""Actors across documents: joined on the actor list's id or a reviewer's word, on nothing else.

`archive_actors` builds them from the documents' actors. Names that documents give are kept with
the documents that state them; a short name that could be several actors is a candidate of each and
joins nothing (codebook 9).
"""

from dateline.reconcile.actors.join import archive_actors
from dateline.reconcile.actors.known import Known, Listed, actor_number, identified
from dateline.reconcile.actors.records import (
    ActorName,
    ArchiveActor,
    DocumentActor,
    Member,
    ReviewedActors,
)

__all__ = [
    "ActorName",
    "ArchiveActor",
    "DocumentActor",
    "Known",
    "Listed",
    "Member",
    "ReviewedActors",
    "actor_number",
    "archive_actors",
    "identified",
]
