"""The program line by line, for a screen reader or a pipe: no screen, no colours, no cursor."""
