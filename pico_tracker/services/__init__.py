"""What staff can do: one function, one transaction, one permission check."""
