"""Any frame's rows, counted in its own engine."""
