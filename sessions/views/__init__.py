"""The pages of council sessions."""
