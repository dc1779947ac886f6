"""Taking a batch back, by audience: its seller (`seller`), an officer (`officer`), and the buyer who has it (`shop`)."""
