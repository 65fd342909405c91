"""Character n-grams of a word, its edges marked, so that beginnings and endings count as such."""

EDGE = " "
SHORTEST, LONGEST = 2, 5
_TOO_LONG = 48  # no word of a vocabulary is longer; the rest of a longer one adds cost, not meaning


def ngrams(word: str) -> list[str]:
    """The distinct 2- to 5-grams of " word ", in order of appearance."""
    edged = f"{EDGE}{word[:_TOO_LONG]}{EDGE}"
    return list(
        dict.fromkeys(
            edged[i : i + size] for size in range(SHORTEST, LONGEST + 1) for i in range(len(edged) - size + 1)
        )
    )
