"""Pages of voter contact."""
