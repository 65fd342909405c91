"""The invented region as plain data: a function of a number and a day, and of nothing else."""
