"""From what a user gives (files, addresses, standard input) to `Document` records.

`read_inputs` is the door; each format has a module of its own that takes bytes and knows no other format. Nothing here
looks at a clock: whether a date lies in the future is for the caller to say.
"""

from bilat.documents.document import LONGEST_TEXT, Given, check_document, is_iso, make_document
from bilat.documents.inputs import read_inputs, total_bytes

__all__ = ["LONGEST_TEXT", "Given", "check_document", "is_iso", "make_document", "read_inputs", "total_bytes"]
