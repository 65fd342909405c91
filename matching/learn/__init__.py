"""Learns what people weigh: from six small choices each, and from what all of them did, never past a gate."""
