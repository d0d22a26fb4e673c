"""Courses: the form, and the small forms about one course."""
