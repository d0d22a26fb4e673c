"""Today: who comes, and what needs attention, harm first."""
