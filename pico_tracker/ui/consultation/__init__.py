"""Consultation and consents of a course: what stands on record, and the forms that sign."""
