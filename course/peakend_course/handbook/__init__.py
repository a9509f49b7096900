"""The handbook: pages, labs, data and library as one site in both languages, built by Sphinx, read offline."""
