"""What one can do with programmes and calls."""
