"""The command line: a module for each of `mattegui`'s commands, put together in `main`."""
