"""The desktop application: the only part that knows a screen."""
