"""MatteGUI: cut out hair, fur and smoke."""

__version__ = "0.1.0"
