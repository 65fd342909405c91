"""A believable region, wholly invented: people, organisations, openings, calls, rooms, mentors and programmes."""
