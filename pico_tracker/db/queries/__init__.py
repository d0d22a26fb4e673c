"""Reads as prepared Core statements into frozen values; one module a noun."""
