"""Mapped classes; each ends in `Row` and never leaves `db` and `services`."""
