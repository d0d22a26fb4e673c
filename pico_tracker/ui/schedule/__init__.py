"""Schedule: days and weeks of visits, the chosen visit, and who waits for a time."""
