"""The estimators: from an image and a trimap to an alpha. torch lives here, Qt does not."""
