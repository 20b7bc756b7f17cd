"""Why two incidents of the archive are two, or why two reports are one incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from dateline.errors import DatelineError
from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents import Constraints, Settled, settle
from dateline.reconcile.incidents.identifiers import incident_id
from dateline.reconcile.incidents.model import pair_model
from dateline.reconcile.incidents.why import PairWhy, pairs_why
from dateline.store import schema
from dateline.store.evidence import load_evidence
from dateline.store.fingerprints import document_fingerprints, stored_signatures

MOST_REPORTS = 40
"""Reports of each incident that are compared one by one; those with the most evidence first."""


@dataclass(frozen=True, slots=True)
class ReviewedPair:
    """What a reviewer decided on two reports: together or apart; `decision` may be unknown."""

    kind: str
    a: str
    b: str
    decision: str | None


@dataclass(frozen=True, slots=True)
class Why:
    """Two incidents, or two reports, and what speaks for and against their being one.

    `outcome` is joined or apart. `mean` is the mean log-odds of all pairs between the two, which
    has to reach `threshold` for them to be joined; a pair that nothing made the program compare
    counts `unlike`. `same_documents` tell both apart, which forbids a join. `pairs` are the
    likeliest first, at most `MOST_REPORTS` squared. `because` sums it up in a sentence.
    """

    a: str
    b: str
    outcome: str
    because: str
    mean: float
    threshold: float
    unlike: float
    model: str
    same_documents: tuple[str, ...]
    reviewed: tuple[ReviewedPair, ...]
    pairs: tuple[PairWhy, ...]


def explain_why(
    connection: Connection, a: str, b: str, constraints: Constraints | None = None
) -> Why:
    """Why `a` and `b` are one incident or two; each an incident (I12) or a report (DOC/i1).

    Two reports of one incident, or a report and its incident, are explained as joined. Raises
    DatelineError where the archive has no such incident or report, or both are the same.
    """
    left, left_incident = _reports_of(connection, a)
    right, right_incident = _reports_of(connection, b)
    if set(left) & set(right):
        if len(left) == len(right):
            raise DatelineError("the same twice", f"{a} {b}", "name two incidents or two reports")
        # A report and its own incident: against the incident's other reports.
        few, many = (left, right) if len(left) < len(right) else (right, left)
        left, right = few, [report for report in many if report not in few]
    settled = settle(constraints or Constraints(), {*left, *right})
    one, other = _evidence(connection, left), _evidence(connection, right)
    prints = document_fingerprints(connection)
    documents = {e.document_id for e in (*one, *other)}
    stored = stored_signatures(connection, {d: p for d, p in prints.items() if d in documents})
    missing = documents - stored.keys()
    if missing:
        raise DatelineError(
            "documents not joined yet", ", ".join(sorted(missing)[:3]), "run: dateline reconcile DB"
        )
    pairs = pairs_why(one, other, [s for found in stored.values() for s in found])
    model = pair_model()
    links = [pair.score if pair.compared else model.unlike for pair in pairs]
    mean = round(sum(links) / len(links), 4) if links else model.unlike
    outcome = "joined" if left_incident == right_incident else "apart"
    same = tuple(sorted({e.document_id for e in one} & {e.document_id for e in other}))
    reviewed = _reviewed(left, right, settled, constraints or Constraints())
    return Why(
        a=a,
        b=b,
        outcome=outcome,
        because=_because(outcome, mean, model.threshold, same, reviewed),
        mean=mean,
        threshold=model.threshold,
        unlike=model.unlike,
        model=model.name,
        same_documents=same,
        reviewed=reviewed,
        pairs=tuple(pairs),
    )


def why_to_dict(why: Why) -> dict[str, Any]:
    """A `Why` as JSON can say it."""
    return asdict(why)


def _reports_of(connection: Connection, name: str) -> tuple[list[str], str]:
    """The reports that an identifier stands for, and their incident."""
    m = schema.incident_reports.c
    wanted = incident_id(name)
    query = select(m.report_id, m.incident_id).where(
        or_(m.report_id == name, m.incident_id == (wanted or name))
    )
    rows = sorted((row.report_id, row.incident_id) for row in connection.execute(query))
    if not rows:
        raise DatelineError(
            f"no incident or report {name[:200]!r}",
            "the archive",
            "`dateline show DB incidents` lists the incidents; `dateline reconcile DB` joins them",
        )
    return [report for report, _ in rows], rows[0][1]


def _evidence(connection: Connection, reports: Sequence[str]) -> list[Evidence]:
    found = list(load_evidence(connection, reports))
    found.sort(key=lambda e: (-len(e.triggers) - len(e.tolls), e.report_id))
    return found[:MOST_REPORTS]


def _reviewed(
    left: Sequence[str], right: Sequence[str], settled: Settled, constraints: Constraints
) -> tuple[ReviewedPair, ...]:
    out = []
    for x in left:
        for y in right:
            group = settled.group.get(x)
            kind = None
            if y in settled.apart.get(x, ()):
                kind = "apart"
            elif group is not None and settled.group.get(y) == group:
                kind = "together"
            if kind is not None:
                pair = (x, y) if x <= y else (y, x)
                out.append(ReviewedPair(kind, x, y, constraints.decided.get(pair)))
    return tuple(out)


def _because(
    outcome: str,
    mean: float,
    threshold: float,
    same: Sequence[str],
    reviewed: Sequence[ReviewedPair],
) -> str:
    kinds = {pair.kind for pair in reviewed}
    if outcome == "joined":
        if "together" in kinds:
            return "a reviewer joined them"
        if mean >= threshold:
            return f"they are alike: {mean:+.2f} on average, {threshold:+.2f} needed"
        return (
            f"they were joined by way of the incident's other reports "
            f"(between these alone {mean:+.2f} on average, {threshold:+.2f} needed)"
        )
    if "apart" in kinds:
        return "a reviewer set them apart"
    if same:
        return f"{len(same)} of their documents tell both, as two incidents: {', '.join(same[:3])}"
    if mean < threshold:
        return f"they are not alike enough: {mean:+.2f} on average, {threshold:+.2f} needed"
    return "each of them was nearer to other reports, which kept the two apart"
