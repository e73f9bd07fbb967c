"""What the tagger says of a token: its role in a statement, and on which side the cue of that statement stands.

A source or content "-after" has its cue as the next one to the right, "-before" as the next one to the left; a
source "-next" belongs to the cue after the next. In PolNeAR's training part 99.5 % of the links are of these.
"""

ROLES = ("cue", "source-after", "source-before", "source-next", "content-after", "content-before")
LABELS = ("O", *(f"{begin}-{role}" for role in ROLES for begin in "BI"))
