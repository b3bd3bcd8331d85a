"""The ground floor: images, trimaps and alphas as numpy arrays. No torch, no Qt."""
