"""Body and face maps: outline an area, lay the outlines of sessions over each other."""
