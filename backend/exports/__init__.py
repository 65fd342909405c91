"""Open data: what everybody may see, as files that anybody can keep, compare and build upon."""
