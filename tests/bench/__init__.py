"""Measurements. Tests assert no times; whoever wants to know runs `python -m tests.bench NAME…`."""
