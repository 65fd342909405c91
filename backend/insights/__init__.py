"""The region seen as a whole: figures over all domains. Read-only."""
