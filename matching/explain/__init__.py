"""Why: contributions that sum, what would change it, why this before that, and a receipt that can be replayed."""
