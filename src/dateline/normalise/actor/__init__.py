"""Actors: mentions of a document linked to its actors, and those to an actor list."""

from dateline.normalise.actor._countries import country_of
from dateline.normalise.actor._link import ActorContext, link_actors
from dateline.normalise.actor._list import ActorEntry, ActorList, Hit, load_actor_list
from dateline.normalise.actor._lookup import find_actor
from dateline.normalise.actor._user_list import (
    Imported,
    add_list,
    read_list,
    read_user_list,
    user_list_path,
)

__all__ = [
    "ActorContext",
    "ActorEntry",
    "ActorList",
    "Hit",
    "Imported",
    "add_list",
    "country_of",
    "find_actor",
    "link_actors",
    "load_actor_list",
    "read_list",
    "read_user_list",
    "user_list_path",
]
