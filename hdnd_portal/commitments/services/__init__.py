"""What happens to commitments: the only writers of their stage."""
