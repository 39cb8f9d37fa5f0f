"""Forms in which something comes back in."""
