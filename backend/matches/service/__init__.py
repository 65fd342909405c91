"""What one can do with matches: look, compare, keep, check, and look from the other side."""
