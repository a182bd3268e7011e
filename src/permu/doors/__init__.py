"""How people and machines come in: the command line and the site's frame."""
