"""Actors: mentions of a document linked to its actors, and those to an actor list."""

from dateline.normalise.actor._link import ActorContext, link_actors
from dateline.normalise.actor._list import ActorEntry, ActorList, Hit, load_actor_list

__all__ = ["ActorContext", "ActorEntry", "ActorList", "Hit", "link_actors", "load_actor_list"]
