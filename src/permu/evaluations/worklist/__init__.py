"""What a clerk should do now, each with the page on which it is done. Nothing is written and nothing is kept."""
