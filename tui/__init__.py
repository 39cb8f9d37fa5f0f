"""The program: app, command line, themes, settings."""

__version__ = "0.1.0"
