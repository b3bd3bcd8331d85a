"""Train the matting networks: the workshop beside the application."""
