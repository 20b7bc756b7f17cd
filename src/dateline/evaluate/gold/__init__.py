"""Annotated articles in the codebook's stand-off format, and how well a program's records fit them.

`score` compares records with records; `run` codes the articles first, with the whole path.
"""

from dateline.evaluate.gold.measure import score
from dateline.evaluate.gold.reader import annotated_file, read_annotated
from dateline.evaluate.gold.whole_path import run

__all__ = ["annotated_file", "read_annotated", "run", "score"]
