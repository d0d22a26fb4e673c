"""File formats of others: well-kept libraries behind small functions."""
