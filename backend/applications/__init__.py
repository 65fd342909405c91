"""Applications: somebody applies to an opportunity, and is answered in time, always, with a reason."""
