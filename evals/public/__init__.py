"""Public sets: one script each. Nothing of them is stored here, shipped, or fitted."""
