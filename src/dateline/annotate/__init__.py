"""Annotation: the encoder and its heads. One document in, typed spans and links out."""

from dateline.annotate._annotator import Annotator, load_annotator
from dateline.annotate._probes import Probe
from dateline.annotate._sentences import split_sentences
from dateline.annotate._session import WeightsError
from dateline.annotate._spans import Floors

__all__ = ["Annotator", "Floors", "Probe", "WeightsError", "load_annotator", "split_sentences"]
