"""Design tools: from insight into needs, through ideas for moments of truth, to a plan."""
