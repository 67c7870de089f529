"""What happens to sessions: one function per verb."""
