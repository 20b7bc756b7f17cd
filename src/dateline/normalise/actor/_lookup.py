"""One name looked up by itself: what `dateline actor NAME` shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.normalise.actor._list import ActorList, load_actor_list
from dateline.normalise.actor._resolve import Surroundings, resolve
from dateline.records import ActorCandidate


def find_actor(
    name: str,
    *,
    countries: Sequence[str] = (),
    published: date | None = None,
    type: str | None = None,
    actor_list: ActorList | None = None,
) -> tuple[str | None, tuple[ActorCandidate, ...]]:
    """The id of the one list entry that `name` means, or None, and all candidates, best first.

    `countries` are ISO2 codes of the document's places, `type` is the mention type (codebook 2).
    Codebook 9: where a name could be two actors both are kept and None is returned.
    """
    actors = actor_list if actor_list is not None else load_actor_list()
    weights = {c.strip().upper(): 1.0 for c in countries if c.strip()}
    return resolve(actors.find(name[:400]), type, None, Surroundings(weights, published))
