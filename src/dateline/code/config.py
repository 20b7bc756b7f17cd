"""Thresholds of the code room; the defaults are also in `default.toml` under `[code]`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeConfig:
    """Probabilities (0..1) under which a link or a span of the encoder is not used."""

    trigger: float = 0.4
    incident: float = 0.75
    """The best trigger of an incident must be at least so sure; the others need `trigger`."""
    same_incident: float = 0.45
    role: float = 0.44
    attribution: float = 0.4
    type_evidence: float = 5.0
    """How much a named means or the taker of a town outweighs the encoder's type (1: not)."""
    near_type_evidence: float = 3.0
    """The same for the means named nearest, where the incident's own words name none."""
    cue_evidence: float = 0.5
    """How much the cue words of a claim weigh beside the encoder in its labels (0: not)."""
    sure_status: float = 0.6
    """A status so likely holds against a time that lies after publication; below, time wins."""
    news_window_days: int = 7
    governing_distance: int = 400
    """Code points within which another incident's date governs one that has none."""
