"""A profile as a CV that other systems read: what `reading` understands, the other way round."""
