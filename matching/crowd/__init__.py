"""People as columns: who suits an item, of a hundred thousand of them at once."""
