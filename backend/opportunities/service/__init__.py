"""What one can do with opportunities, and with postings that come from elsewhere."""
