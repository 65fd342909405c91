"""From facts to numbers: shapes, demands, money, and the mutual score. Sums are of integers: the same everywhere."""
