"""Dateline turns news reports of armed conflict and unrest into a dataset that can be checked."""

__version__ = "0.1.0"
