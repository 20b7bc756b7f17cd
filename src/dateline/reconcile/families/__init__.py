"""Families: who copied whom, found by containment of word shingles.

`shingled` turns a document into shingles, `SketchIndex` proposes pairs, `edge_of` judges a pair,
`families_of` builds the families, and `Independence` says to whose copy a passage belongs.
"""

from dateline.reconcile.families.agency import same_agency_edges
from dateline.reconcile.families.build import Copy, families_of, settled
from dateline.reconcile.families.compare import Shingled, shingled
from dateline.reconcile.families.edges import edge_of
from dateline.reconcile.families.independence import Independence, PassageSource, paragraph_of
from dateline.reconcile.families.index import METHOD, SketchIndex
from dateline.reconcile.families.shingles import Sketch

__all__ = [
    "METHOD",
    "Copy",
    "Independence",
    "PassageSource",
    "Shingled",
    "Sketch",
    "SketchIndex",
    "edge_of",
    "families_of",
    "paragraph_of",
    "same_agency_edges",
    "settled",
    "shingled",
]
