"""Forms of voter contact, by subject. They clean and never write."""
