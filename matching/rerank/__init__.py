"""From the order of scores to the order shown: few simple rules, each with a code."""
