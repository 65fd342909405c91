"""What one can do with applications, split by noun: applications, answers, clocks, records."""
