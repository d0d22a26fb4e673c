"""Treatment alongside: the card that lists it and its small form."""
