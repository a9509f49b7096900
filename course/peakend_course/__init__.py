"""What is taught: outline, pages, slides, handbook, run-sheet, printables."""
