"""`dateline explain`: why one incident or claim is what the archive says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.explain import Explanation
    from dateline.store import Store


def explain(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    incident: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="An incident (I12) or what one document says of it, a report (DOC/i1).",
        ),
    ] = None,
    claim: Annotated[
        str | None, typer.Option(metavar="ID", help="A claim, as `dateline show DB claims` does.")
    ] = None,
    why: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="ID ID",
            help="Two incidents across documents (I12 I15), or two reports: why one, or why two.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The explanation as JSON.")] = False,
) -> int:
    """Explain an incident or claim: each field's words, rule, score, and what lost.

    With --why, explain why two incidents are not one, or why two reports were joined.
    """
    if why is not None:
        if incident is not None or claim is not None:
            raise typer.BadParameter("give --why ID ID alone")
        return _explain_why(database, why, json)
    from dateline.cli._terminal import FAILED, error_line, print_json
    from dateline.store import open_store

    if (incident is None) == (claim is None):
        raise typer.BadParameter("give --incident ID, --claim ID or --why ID ID, one of them")
    kind, wanted = ("incident", incident) if incident is not None else ("claim", claim or "")
    with open_store(database) as store, store.reading() as connection:
        if kind == "incident" and _explain_across(store, connection, wanted, json):
            return 0
        told = _told(store, connection, kind, wanted)
        if told is None:
            error_line(
                f"no {kind} {wanted[:200]!r}: {database}: {_near(store, connection, kind, wanted)}"
            )
            return FAILED
    if json:
        print_json(told.as_json())
    else:
        told.print()
    return 0


def _explain_across(store: Store, connection: Connection, wanted: str, json: bool) -> bool:
    """Prints why an incident across documents (I12) is what it is; False where it is none."""
    from dateline.cli._across import print_across
    from dateline.cli._reviewed import print_reviewed
    from dateline.cli._terminal import print_json
    from dateline.explain.across import across_to_dict, explain_across
    from dateline.review import reviewed

    across = explain_across(connection, wanted)
    if across is None:
        return False
    made = reviewed(connection, "incident", across.id)
    if json:
        print_json(across_to_dict(across) | {"reviewed": made})
    else:
        print_across(across, store.where)
        print_reviewed(across.id, made)
    return True


@dataclass(frozen=True, slots=True)
class _Told:
    """An explanation, or None of what a reviewer added, and what reviewers made of it."""

    id: str
    kind: str
    explanation: Explanation | None
    reviewed: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        from dateline.explain import explanation_to_dict

        if self.explanation is None:
            return {"id": self.id, "kind": self.kind, "fields": [], "reviewed": self.reviewed}
        return explanation_to_dict(self.explanation) | {"reviewed": self.reviewed}

    def print(self) -> None:
        from dateline.cli._explained import print_explanation
        from dateline.cli._reviewed import print_reviewed

        if self.explanation is not None:
            print_explanation(self.explanation)
        print_reviewed(self.id, self.reviewed)


def _told(store: Store, connection: Connection, kind: str, wanted: str) -> _Told | None:
    """Why a report or claim is what it is; None where the archive has no such one."""
    from dateline.explain import explain_claim, explain_incident
    from dateline.review import reviewed
    from dateline.store import document_of

    document = document_of(connection, kind, wanted)
    if document is None:
        return None
    told = reviewed(connection, "report" if kind == "incident" else kind, wanted)
    if told["added"] is not None:  # the program itself knows nothing of it
        return _Told(wanted, kind, None, told)
    record, prefix = store.record(connection, document), f"{document}/"
    explain_one = explain_incident if kind == "incident" else explain_claim
    return _Told(wanted, kind, explain_one(record, wanted.removeprefix(prefix), prefix), told)


def _explain_why(database: str, why: tuple[str, str], json: bool) -> int:
    from dateline.cli._terminal import print_json
    from dateline.cli._why import print_why
    from dateline.explain.why import explain_why, why_to_dict
    from dateline.review import constraints
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        told = explain_why(connection, *why, constraints(connection))
    if json:
        print_json(why_to_dict(told))
    else:
        print_why(told)
    return 0


def _near(store: Store, connection: Connection, kind: str, wanted: str) -> str:
    """What to do about a wrong identifier: the nearest ones, or the command that lists them."""
    from dateline.explain.across import moved_to
    from dateline.reconcile.incidents.identifiers import incident_id
    from dateline.store import nearest_ids

    moved = moved_to(connection, wanted) if kind == "incident" else None
    if moved is not None:
        became, into = moved
        return f"it was {became}{' into ' if into else ''}{', '.join(into)}"
    if kind == "incident" and incident_id(wanted) is not None:
        return f"dateline show {store.where} lists the incidents there are"
    near = nearest_ids(connection, kind, wanted)
    table = " reports" if kind == "incident" else " claims"
    lists = f"dateline show {store.where}{table} lists them"
    return f"there are {', '.join(near)}; {lists}" if near else f"it has no {kind}s"
