"""Services of voter contact: the only place where its records are written."""
