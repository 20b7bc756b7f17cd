"""The commands of `dateline review` that decide: one function each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

import typer

from dateline.cli._taking import (
    Author,
    Database,
    Json,
    Reason,
    Targets,
    decide,
    settings,
    taken,
)

Incident = Annotated[str, typer.Argument(metavar="INCIDENT", show_default=False)]


def accept(
    database: Database,
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Accept what the archive says."""
    return decide(database, "accept", ids, author=author, as_json=json, reason=reason)


def reject(
    database: Database,
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Reject what the archive says; a rejected report joins no incident."""
    return decide(database, "reject", ids, author=author, as_json=json, reason=reason)


def flag(
    database: Database,
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Flag for somebody to look at."""
    return decide(database, "flag", ids, author=author, as_json=json, reason=reason)


def unflag(
    database: Database,
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Take a flag away."""
    return decide(database, "unflag", ids, author=author, as_json=json, reason=reason)


def grade(
    database: Database,
    value: Annotated[
        str, typer.Argument(metavar="GRADE", help="confirmed, fair, weak, contested, discounted.")
    ],
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Say how well founded something is; `none` takes the grade away."""
    return decide(
        *(database, "grade", ids),
        author=author,
        as_json=json,
        reason=reason,
        new=_none(value),
    )


def work(
    database: Database,
    value: Annotated[
        str,
        typer.Argument(
            metavar="STATUS",
            help="to do, in progress, help needed, ready for review, done, dropped.",
        ),
    ],
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Set the status of work; `none` takes it away."""
    return decide(
        *(database, "work", ids),
        author=author,
        as_json=json,
        reason=reason,
        new=_none(value),
    )


def assign(
    database: Database,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    ids: Targets,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Assign work to somebody; `none` to nobody."""
    return decide(
        *(database, "assign", ids),
        author=author,
        as_json=json,
        reason=reason,
        new=_none(name),
    )


def comment(
    database: Database,
    words: Annotated[str, typer.Argument(metavar="WORDS")],
    ids: Targets,
    author: Author = None,
    json: Json = False,
) -> int:
    """Leave a comment."""
    return decide(database, "comment", ids, author=author, as_json=json, new=words)


def edit(
    database: Database,
    target: Annotated[str, typer.Argument(metavar="ID", show_default=False)],
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help="Text or JSON; null is unknown.")
    ],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Correct fields of an incident, report, claim, actor or document."""
    from dateline.review import Proposal, kind_of
    from dateline.store import open_store

    with open_store(database) as store:
        with store.reading() as connection:
            kind = kind_of(connection, target)
        proposals = [
            Proposal("edit", kind, target, field, value, reason=reason)
            for field, value in settings(values).items()
        ]
        return taken(store, proposals, author, json)


def add(
    database: Database,
    target: Annotated[str, typer.Argument(metavar="DOCUMENT|REPORT", show_default=False)],
    what: Literal["incident", "role", "toll", "claim", "mention"],
    words: Annotated[str, typer.Option(help="The words of the article that say it.")],
    values: Annotated[list[str] | None, typer.Argument(metavar="FIELD=VALUE...")] = None,
    at: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="Where they stand, if they do twice.")
    ] = None,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Add what was missed, by the words of the article that say it."""
    from dateline.review import Proposal, kind_of, selected
    from dateline.store import open_store

    with open_store(database) as store:
        with store.reading() as connection:
            kind = kind_of(connection, target)
            span = selected(connection, kind, target, words, at)
        new = settings(values or [])
        proposal = Proposal("add", kind, target, what, new, reason=reason, evidence=(span,))
        return taken(store, [proposal], author, json)


def merge(
    database: Database,
    incident: Incident,
    others: Annotated[list[str], typer.Argument(metavar="INCIDENT...")],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Make one incident of several."""
    return _on_incident(database, "merge", incident, {"incidents": others}, author, reason, json)


def split(
    database: Database,
    incident: Incident,
    reports: Annotated[list[str], typer.Argument(metavar="REPORT...")],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Make an incident of its own of some reports of one."""
    return _on_incident(database, "split", incident, {"reports": reports}, author, reason, json)


def link(
    database: Database,
    incident: Incident,
    source: Annotated[str, typer.Argument(metavar="REPORT|DOCUMENT")],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Say that a report, or a document's only report, tells this incident."""
    return _linked(database, "link", incident, source, author, reason, json)


def unlink(
    database: Database,
    incident: Incident,
    source: Annotated[str, typer.Argument(metavar="REPORT|DOCUMENT")],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Say that a report or document does not tell this incident."""
    return _linked(database, "unlink", incident, source, author, reason, json)


def alias(
    database: Database,
    actor: Annotated[str, typer.Argument(metavar="ACTOR")],
    other: Annotated[str, typer.Argument(metavar="ACTOR|NAME")],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Say that two actors are one, or that an actor has a name."""
    return _aliased(database, "alias", actor, other, author, reason, json)


def unalias(
    database: Database,
    actor: Annotated[str, typer.Argument(metavar="ACTOR")],
    other: Annotated[str, typer.Argument(metavar="ACTOR|NAME")],
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Say that two actors are not one, or that an actor has not that name."""
    return _aliased(database, "unalias", actor, other, author, reason, json)


def _on_incident(
    database: str,
    action: str,
    incident: str,
    new: Any,
    author: str | None,
    reason: str | None,
    json: bool,
) -> int:
    from dateline.review import Proposal
    from dateline.store import open_store

    with open_store(database) as store:
        proposal = Proposal(action, "incident", incident, new=new, reason=reason)
        return taken(store, [proposal], author, json)


def _linked(
    database: str,
    action: str,
    incident: str,
    source: str,
    author: str | None,
    reason: str | None,
    json: bool,
) -> int:
    from dateline.review import kind_of
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        kind = kind_of(connection, source)
    key = "document" if kind == "document" else "report"
    return _on_incident(database, action, incident, {key: source}, author, reason, json)


def _aliased(
    database: str,
    action: str,
    actor: str,
    other: str,
    author: str | None,
    reason: str | None,
    json: bool,
) -> int:
    from dateline.review import Proposal, UnknownTarget, kind_of
    from dateline.store import open_store

    with open_store(database) as store:
        with store.reading() as connection:
            try:
                known = kind_of(connection, other) == "actor"
            except UnknownTarget:
                known = False
        new = {"actor" if known else "name": other}
        proposal = Proposal(action, "actor", actor, new=new, reason=reason)
        return taken(store, [proposal], author, json)


def _none(value: str) -> str | None:
    return None if value == "none" else value


DECIDING: Mapping[str, Callable[..., int]] = {
    "accept": accept,
    "reject": reject,
    "flag": flag,
    "unflag": unflag,
    "grade": grade,
    "work": work,
    "assign": assign,
    "comment": comment,
    "edit": edit,
    "add": add,
    "merge": merge,
    "split": split,
    "link": link,
    "unlink": unlink,
    "alias": alias,
    "unalias": unalias,
}
"""The functions by the names of their commands."""
