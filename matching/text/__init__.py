"""Words as the linker sees them: folded, cut into tokens with their place, lightly stemmed, cut into n-grams."""
