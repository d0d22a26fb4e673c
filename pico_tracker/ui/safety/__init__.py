"""The part of the patient page about safety: what was asked and answered, and test patches."""
