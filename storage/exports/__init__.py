"""Markdown and other forms in which a plan leaves."""
