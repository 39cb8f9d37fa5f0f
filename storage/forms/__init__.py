"""The form on which an employee prepares a talk: what it asks, and what came back."""
