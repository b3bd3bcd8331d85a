"""From mouse, pen and keyboard to what a tool needs to know."""
