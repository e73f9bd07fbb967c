"""`python -m bilat.cli`."""

from bilat.cli import main

main()
