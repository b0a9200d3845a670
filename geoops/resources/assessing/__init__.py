"""What each commune in danger needs on the spot, whether it has it, and what would help most."""
