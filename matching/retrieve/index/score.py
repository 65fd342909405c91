"""What the index orders by: one integer for a pair, the same on every machine and in any order of adding.

    score = 7 · concepts + 2 · place + 1 · time,   each of the three from 0 to 65 025

`concepts` is Σ shares × similarity: an item spreads 255 shares over what it is about, and a person is 0..255 similar
to each of these, so the sum never passes 255 × 255 and fits 16 bits. `place` falls in a straight line from the whole
at the doorstep to nothing at `scale` metres (the chord, rounded down to a metre); two who can work from afar have 0.6
of it at least. `time` is the overlap of the two spans of days over the shorter span (Szymkiewicz 1934, Simpson 1943).
Higher first; of equals the lower shuffled hash of the id, then the lower number.
"""

SHARES = 255  # what each item spreads over its concepts
WHOLE = SHARES * 255
CONCEPTS, PLACE, TIME = 7, 2, 1
FROM_AFAR = 39_015  # 0.6 of the whole
MOST = (CONCEPTS + PLACE + TIME) * WHOLE
LONGEST_SCALE = 6_000_000  # metres; an item without a place stands in the middle of the Earth, out of every reach
NO_LIMIT = 1 << 30  # metres: farther than any two places are apart
