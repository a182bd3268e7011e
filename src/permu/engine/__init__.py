"""Method × facts → evaluation, and the working sheet that explains it. Pure: no clock, no database."""
