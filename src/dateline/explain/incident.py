"""Why an incident is what the archive says: type, status, roles, date, place, toll, claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.codebook import EVENT_TYPE_OF, ROLES
from dateline.explain.explanation import NOT_KEPT, Explanation, Field, Loser
from dateline.explain.quotes import quotes_of
from dateline.explain.settings import date_field, place_field
from dateline.explain.tolls import toll_fields
from dateline.explain.words import actor_words, losing_actors, losing_labels, said
from dateline.records import Actor, Argument, Origin, Record, Report, Span


def explain_incident(record: Record, incident: str, prefix: str = "") -> Explanation:
    """The explanation of the incident `incident` (i1, i2, ...) of a record.

    `prefix` is put before every identifier, as the archive names it ("DOCUMENT/"). Raises
    KeyError where the record has no such incident.
    """
    report = next((r for r in record.reports if r.id == incident), None)
    if report is None:
        raise KeyError(incident)
    return Explanation(
        id=prefix + report.id,
        kind="incident",
        document=record.document,
        model=record.model,
        version=record.version,
        fields=(
            *_triggers(record, report),
            *_labels(record, report),
            *_roles(record, report),
            *_actors(record, report),
            date_field(record, report, prefix),
            place_field(record, report),
            *toll_fields(record, report, prefix),
            *_claims(record, report, prefix),
        ),
        note=None if report.trigger_scores else NOT_KEPT,
    )


def _labels(record: Record, report: Report) -> Iterator[Field]:
    weapons = [a.span for a in report.arguments if a.role == "weapon"]
    event_type = EVENT_TYPE_OF.get(report.type)
    yield Field(
        "type",
        f"{report.type} ({event_type})" if event_type else report.type,
        report.type_origin,
        quotes=quotes_of(record, [*report.triggers, *weapons]),
        lost=losing_labels(report.type_scores, report.type),
    )
    yield Field(
        "status",
        report.status,
        report.status_origin,
        quotes=quotes_of(record, report.triggers),
        lost=losing_labels(report.status_scores, report.status),
    )


def _triggers(record: Record, report: Report) -> Iterator[Field]:
    scores: Sequence[float | None] = report.trigger_scores or [None] * len(report.triggers)
    for span, score in zip(report.triggers, scores, strict=False):
        origin = Origin("model:trigger", score)
        words = span.of(record.document.text)
        yield Field("trigger", words, origin, quotes=quotes_of(record, [span]))


def _roles(record: Record, report: Report) -> Iterator[Field]:
    """Each filler of each role; what lost stands with the role's last filler."""
    text = record.document.text
    for role in ROLES:
        filled = [a for a in report.arguments if a.role == role]
        lost = tuple(
            Loser(a.span.of(text), a.origin.score, a.origin.note, a.span)
            for a in report.lost_arguments
            if a.role == role
        )
        for n, argument in enumerate(filled, 1):
            yield _role(record, argument, lost if n == len(filled) else ())
        if lost and not filled:
            words = [loser.span for loser in lost if loser.span]
            yield Field(f"role: {role}", None, quotes=quotes_of(record, words), lost=lost)


def _role(record: Record, argument: Argument, lost: tuple[Loser, ...]) -> Field:
    actor = _actor_at(record, argument.span)
    return Field(
        f"role: {argument.role}",
        argument.span.of(record.document.text),
        argument.origin,
        argument.inferred,
        said(actor=f"{actor.name} ({actor.id})" if actor else None),
        quotes_of(record, [argument.span]),
        lost,
    )


def _actor_at(record: Record, span: Span) -> Actor | None:
    """The actor whose mention are exactly these words."""
    at = {n for n, mention in enumerate(record.mentions) if mention.span == span}
    return next((a for a in record.actors if at & set(a.mentions)), None)


def _actors(record: Record, report: Report) -> Iterator[Field]:
    """The sides as actors: who each is, under which names, and by which words they are one."""
    known = {actor.id: actor for actor in record.actors}
    for name, ids, role in (
        ("perpetrators", report.perpetrators, "perpetrator"),
        ("targets", report.targets, "target"),
    ):
        for actor_id in ids:
            actor = known.get(actor_id)
            if actor is None:
                yield Field(name, actor_id)
                continue
            spans = {record.mentions[n].span for n in actor.mentions if n < len(record.mentions)}
            filling = [a for a in report.arguments if a.role == role and a.span in spans]
            yield Field(
                name,
                f"{actor.name} ({actor.id})",
                Origin(f"rule:{actor.rule}") if actor.rule else None,
                filling[0].inferred if filling else None,
                actor_words(actor),
                quotes_of(record, [*(a.span for a in filling), *actor.alias_spans]),
                losing_actors(actor),
            )


def _claims(record: Record, report: Report, prefix: str) -> Iterator[Field]:
    text = record.document.text
    for claim in record.claims:
        if report.id not in claim.incidents:
            continue
        source = f'"{claim.source.of(text)}"' if claim.source else "a source not named"
        yield Field(
            "claim",
            f"{prefix}{claim.id}: {source} ({claim.speech_act}, {claim.commitment})",
            claim.origin,
            quotes=quotes_of(record, [claim.content]),
        )
