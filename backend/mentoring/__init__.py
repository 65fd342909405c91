"""People who offer to help others on: what with, how often, and for how many hours."""
