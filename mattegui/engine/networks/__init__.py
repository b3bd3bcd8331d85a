"""The networks: nn.Modules only, no input preparation and no weights."""
