"""Views of the record: what two countries did and said to each other, worked out when asked.

Each view is a function of a connection to the record and plain arguments. All see only reports published by `as_of`,
and of each report the revision that was known by then.
"""
