"""What people decide, and what their decisions become: votes, typed answers, rules."""
