"""`python -m geoops`."""

from geoops.cli import main

main()
