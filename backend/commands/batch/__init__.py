"""All people before all opportunities: who they are, who works, and where the answers are kept."""
