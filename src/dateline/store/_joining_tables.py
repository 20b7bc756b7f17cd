"""Tables by which joining incidents is stable and need not start anew; nobody else reads them."""

from __future__ import annotations

from sqlalchemy import Index, Table

from dateline.store._columns import metadata, of_document, of_incident, text, whole

incident_anchors = Table(
    "incident_anchors",
    metadata,
    # No link to `incidents`, `documents` or `reports`: they outlive a new coding of the documents,
    # and those of an incident that was merged let it come back when the merge is undone.
    text("incident_id", key=True),
    text("content_hash", key=True),
    # The first trigger of one report of the incident.
    whole("start", key=True),
    whole("end", key=True),
    text("document_id", needed=True),
    text("words", needed=True),
    Index("incident_anchors_content_hash", "content_hash"),
)

incident_inputs = Table(
    "incident_inputs",
    metadata,
    of_incident(),
    # Of all that the incident's contents are made from.
    text("fingerprint", needed=True),
)

signatures = Table(
    "signatures",
    metadata,
    of_document(),
    text("fingerprint", needed=True),
    # What of the document's reports is compared with those of others.
    text("json", needed=True),
)
