"""What moves on pages, on slides and in labs: scenes, which are drawn films with subtitles, and things to try."""
