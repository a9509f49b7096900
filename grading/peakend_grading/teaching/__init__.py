"""From the course's pages and outline: handbook, slides, run-sheet, printables, and the checks that join them."""
