"""What a conversation is: agenda, clock, words."""
