"""Photos: what is known of each, and what may become one."""

NAME_LENGTH = 64
"""Signs of a photo's file name: a keyed SHA-256 in hexadecimal."""
