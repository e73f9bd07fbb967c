"""Readings as people see them: in the terminal, as a page, in a notebook.

Everything a report carries is hostile here, and is made harmless before it is shown (`bilat.view.safe`).
"""
