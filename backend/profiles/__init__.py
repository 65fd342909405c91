"""What people show of themselves, to whom, and what they look for."""
