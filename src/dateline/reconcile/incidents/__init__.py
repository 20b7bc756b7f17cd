"""Incidents: which reports of different documents tell of one thing.

`clusters` joins evidence into incidents, `why` explains a pair, `identified` gives the incidents
identifiers that stay.
"""

from dateline.reconcile.incidents.constraints import Constraints, Settled, settle
from dateline.reconcile.incidents.joined import Cluster, Joined, clusters, clusters_of
from dateline.reconcile.incidents.signature import Signature, signatures

__all__ = [
    "Cluster",
    "Constraints",
    "Joined",
    "Settled",
    "Signature",
    "clusters",
    "clusters_of",
    "settle",
    "signatures",
]
