"""One task a file, each run in its own process by `benchmarks.measure`; the last line it prints is JSON."""
