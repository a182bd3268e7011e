"""The site's frame: settings, addresses, sign-in, what every page shares, and `serve`."""
