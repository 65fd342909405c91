"""People who can sign in: their sessions, and the dated roles that were granted to them."""
