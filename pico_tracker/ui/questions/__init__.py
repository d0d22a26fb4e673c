"""Asking the screening questions: shared by the page that logs a session and the patient's page."""
