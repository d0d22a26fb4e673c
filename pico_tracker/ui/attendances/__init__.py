"""Visits without treatment: the form that signs one, and the card that lists them."""
