"""What people may type about sessions."""
