"""Reconciling: what many documents say, put together."""
