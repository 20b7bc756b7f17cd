"""Metrics, benchmark readers and quality floors."""
