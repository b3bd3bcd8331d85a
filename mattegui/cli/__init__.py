"""The command line: `mattegui matte`, `mattegui models` and `mattegui doctor`."""
