"""What one can do to tell people: see the module of each noun."""
