"""Steps from one version of the tables to the next.

`STEPS[n]` takes a connection to a record of version n and leaves one of version n + 1. Steps are SQL for both servers;
a step that was released is never changed.
"""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from bilat.store.migrations.version_2 import to_version_2

Step = Callable[[sa.Connection], None]

STEPS: Mapping[int, Step] = {1: to_version_2}
