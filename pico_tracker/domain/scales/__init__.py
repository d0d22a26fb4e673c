"""Assessment scales: one module a scale, all of one shape (`shape.py`), all listed in `register.py`.

Anchor texts are our own words. Where a point table or a cut-off stands in no source that could be
read, its table says so and the form shows it until a clinician has confirmed it.
"""
