"""Feeds: which are followed, what is new in them, and the reports that come of it.

The network is touched in `fetching` alone, through `transport`, which asks `addresses` where it may connect. What comes
back is bytes until a pure door has read it (`formats`, `opml`, `robots`). `watching` is the loop; what it knows stands
in the record (`bilat.store.feeds`), so that a program that was stopped goes on where it was.
"""
