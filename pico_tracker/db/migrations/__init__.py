"""The frozen history of the schema. Imports no models."""
