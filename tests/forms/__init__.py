"""Forms that came back through people, mail programs and word processors: made, and read."""
