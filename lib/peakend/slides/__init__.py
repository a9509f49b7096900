"""PowerPoint's own shapes, tables and charts."""
