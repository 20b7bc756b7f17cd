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
    json: Annotated[bool, typer.Option("--json", help="The explanation as JSON.")] = False,
) -> int:
    """Explain an incident or claim: each field's words, rule, score, and what lost."""
    from dateline.cli._explained import print_explanation
    from dateline.cli._terminal import FAILED, error_line, print_json
    from dateline.explain import explain_claim, explain_incident, explanation_to_dict
    from dateline.store import document_of, open_store

    if (incident is None) == (claim is None):
        raise typer.BadParameter("give --incident ID or --claim ID, and not both")
    kind, wanted = ("incident", incident) if incident is not None else ("claim", claim or "")
    with open_store(database) as store, store.reading() as connection:
        document = document_of(connection, kind, wanted)
        if document is None:
            error_line(
                f"no {kind} {wanted[:200]!r}: {database}: {_near(store, connection, kind, wanted)}"
            )
            return FAILED
        record = store.record(connection, document)
    local = wanted.removeprefix(f"{document}/")
    if kind == "incident":
        explanation = explain_incident(record, local, f"{document}/")
    else:
        explanation = explain_claim(record, local, f"{document}/")
    if json:
        print_json(explanation_to_dict(explanation))
    else:
        print_explanation(explanation)
    return 0


def _near(store: Store, connection: Connection, kind: str, wanted: str) -> str:
    """What to do about a wrong identifier: the nearest ones, or the command that lists them."""
    from dateline.store import nearest_ids

    near = nearest_ids(connection, kind, wanted)
    table = "" if kind == "incident" else " claims"
    lists = f"dateline show {store.where}{table} lists them"
    return f"there are {', '.join(near)}; {lists}" if near else f"it has no {kind}s"
