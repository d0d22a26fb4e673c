"""Letters to the family doctor: those that were signed, and the form on which one is written."""
