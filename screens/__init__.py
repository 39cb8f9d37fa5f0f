"""What is shown: one screen a file, its widgets beside it."""
