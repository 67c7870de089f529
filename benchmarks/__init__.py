"""Measurements at the size of a large province; `make bench`. See docs/benchmarks.md."""
