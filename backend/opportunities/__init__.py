"""Jobs, internships, projects, residencies and searches for co-founders: what an organisation offers to people."""
