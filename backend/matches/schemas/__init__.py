"""What crosses the wire about matches: codes and facts, and sums that add up."""
