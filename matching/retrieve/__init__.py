"""Finding the best of many, exactly: items as columns, a person as a lens on them, the top by integers."""
