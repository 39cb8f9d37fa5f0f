"""The demo: a small made-up team with years of talks behind it."""
