"""What is kept, and what leaves: records, store, exports."""
