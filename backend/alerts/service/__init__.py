"""What one can do with saved searches, and what is gathered for their letters."""
