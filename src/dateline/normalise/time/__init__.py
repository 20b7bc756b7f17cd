"""Time expressions of a news text: finding them and placing them on the calendar (codebook 6).

`find_times` reads a text, `resolve_span` one span that another reader (the encoder) marked, and
`describe` one phrase for the terminal. All are pure functions of the text and a `TimeContext`.
"""

from dateline.normalise.time._context import TimeContext
from dateline.normalise.time._describe import describe
from dateline.normalise.time._event import event_words, resolve_event
from dateline.normalise.time._read import MAX_CHARS, find_times, resolve_span, resolve_spans

__all__ = [
    "MAX_CHARS",
    "TimeContext",
    "describe",
    "event_words",
    "find_times",
    "resolve_event",
    "resolve_span",
    "resolve_spans",
]
