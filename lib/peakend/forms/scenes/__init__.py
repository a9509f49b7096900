"""Scenes: drawn films with subtitles, played on pages, on slides and in labs."""
