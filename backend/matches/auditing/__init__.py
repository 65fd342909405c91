"""What the rankings show whom: everything on offer and a sample of people, looked at from both sides and counted."""
