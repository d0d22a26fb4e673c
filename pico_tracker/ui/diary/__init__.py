"""The diary: the day book, booking and what belongs to it, for every page that shows visits."""
