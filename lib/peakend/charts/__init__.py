"""Charts: each ``plot_…`` returns an Altair chart that can be changed further, and that draws without a network."""
