"""What happens to letters and their parts."""
