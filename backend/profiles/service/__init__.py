"""What one can do with a profile: say, list, hide, prove, and take over from a CV."""
