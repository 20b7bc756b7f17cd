"""`dateline explain`: why one incident or claim is what the archive says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.store import Store


def explain(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    incident: Annotated[
        str | None, typer.Option(metavar="ID", help="An incident, as `dateline show` names it.")
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
    from dateline.cli._explained import print_explanation
    from dateline.cli._reviewed import print_reviewed
    from dateline.cli._terminal import FAILED, error_line, print_json
    from dateline.explain import explain_claim, explain_incident, explanation_to_dict
    from dateline.review import reviewed
    from dateline.store import document_of, open_store

    if (incident is None) == (claim is None):
        raise typer.BadParameter("give --incident ID, --claim ID or --why ID ID, one of them")
    kind, wanted = ("incident", incident) if incident is not None else ("claim", claim or "")
    with open_store(database) as store, store.reading() as connection:
        document = document_of(connection, kind, wanted)
        if document is None:
            error_line(
                f"no {kind} {wanted[:200]!r}: {database}: {_near(store, connection, kind, wanted)}"
            )
            return FAILED
        record = store.record(connection, document)
        told = reviewed(connection, "report" if kind == "incident" else kind, wanted)
    if told["added"] is not None:  # the program itself knows nothing of it
        if json:
            print_json({"id": wanted, "kind": kind, "fields": [], "reviewed": told})
        else:
            print_reviewed(wanted, told)
        return 0
    local = wanted.removeprefix(f"{document}/")
    if kind == "incident":
        explanation = explain_incident(record, local, f"{document}/")
    else:
        explanation = explain_claim(record, local, f"{document}/")
    if json:
        print_json(explanation_to_dict(explanation) | {"reviewed": told})
    else:
        print_explanation(explanation)
        print_reviewed(wanted, told)
    return 0


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
    from dateline.store import nearest_ids

    near = nearest_ids(connection, kind, wanted)
    table = "" if kind == "incident" else " claims"
    lists = f"dateline show {store.where}{table} lists them"
    return f"there are {', '.join(near)}; {lists}" if near else f"it has no {kind}s"
