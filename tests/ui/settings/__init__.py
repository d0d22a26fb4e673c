"""Tests of parts of Settings."""
