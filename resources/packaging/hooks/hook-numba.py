"""Nothing: what is packed under this name is the stand-in, see `stand_ins/numba`."""
