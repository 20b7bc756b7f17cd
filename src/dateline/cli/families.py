"""`dateline families`: who copied whom in an archive, each family with its edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from dateline.records import Family, FamilyEdge
    from dateline.run.families import FamiliesFound


def families(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="Only the family of this document.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Families at most; 0 shows all.")
    ] = 200,
    json: Annotated[
        bool, typer.Option("--json", help="All families and edges as JSON, with offsets.")
    ] = False,
) -> int:
    """Find who copied whom: families of documents, and the paragraphs that others share."""
    from dateline.cli._terminal import error_line, out_console, plain, print_json, say
    from dateline.run.families import update_families
    from dateline.store import open_store

    with open_store(database) as store:
        found = update_families(store)
    say(f"{found.sketched} new documents, {found.compared} pairs compared")
    chosen = found.families
    if document is not None:
        chosen = tuple(family for family in chosen if document in family.documents)
        if not chosen:
            error_line(
                f"no document {document!r}: {database}: "
                f"dateline show {database} documents lists them"
            )
            return 1
    edges = _edges_by_family(chosen, found)
    if json:
        print_json([_row(family, edges[family.id]) for family in chosen])
        return 0
    # A document that has nothing in common with any other is not worth a line, unless asked for.
    shown = [f for f in chosen if document is not None or len(f.documents) > 1 or edges[f.id]]
    console = out_console()
    for family in shown[: limit or None]:
        _print_family(console, family, edges[family.id])
    if limit and len(shown) > limit:
        console.print(plain(f"... and {len(shown) - limit} more: --limit 0 shows all"))
    several = sum(len(family.documents) > 1 for family in chosen)
    documents = sum(len(family.documents) for family in chosen)
    console.print(
        plain(f"{documents} documents, {len(chosen)} families, {several} of several documents")
    )
    return 0


def _edges_by_family(
    families: tuple[Family, ...], found: FamiliesFound
) -> dict[str, list[FamilyEdge]]:
    """A family's edges: those that make it, and those that lead out of it."""
    family_of = {name: family.id for family in found.families for name in family.documents}
    edges: dict[str, list[FamilyEdge]] = {f.id: list(f.edges) for f in families}
    for edge in found.edges:
        ends = {family_of[edge.document], family_of[edge.other]}
        if len(ends) > 1 or edge.kind == "same_agency":
            for end in ends:
                if end in edges:
                    edges[end].append(edge)
    return edges


def _row(family: Family, edges: list[FamilyEdge]) -> dict[str, Any]:
    return {
        "id": family.id,
        "origin": family.origin,
        "documents": list(family.documents),
        "edges": [
            {
                "document": edge.document,
                "other": edge.other,
                "kind": edge.kind,
                "derivation": edge.derivation,
                "share": edge.share,
                "other_share": edge.other_share,
                "spans": [[span.start, span.end] for span in edge.spans],
                "other_spans": [[span.start, span.end] for span in edge.other_spans],
            }
            for edge in edges
        ],
    }


def _print_family(console: Console, family: Family, edges: list[FamilyEdge]) -> None:
    from dateline.cli._terminal import plain

    count = len(family.documents)
    console.print(plain(f"{family.id}  {count} document{'s' * (count != 1)}"), style="bold")
    for edge in edges:
        if edge.kind == "same_agency":
            line = f"  {edge.document} and {edge.other}: same_agency"
        else:
            line = (
                f"  {edge.document} and {edge.other}: {edge.derivation or edge.kind}, "
                f"{edge.share:.0%} of the one, {edge.other_share:.0%} of the other"
            )
        console.print(plain(line))
