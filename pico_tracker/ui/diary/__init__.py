"""The schedule: days and weeks of visits, and what leaves it as a calendar."""
