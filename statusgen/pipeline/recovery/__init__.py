"""Notes with mistakes to what of them can be published. Begin with `recover`."""
