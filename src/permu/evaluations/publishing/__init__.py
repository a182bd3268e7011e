"""Publications: what a list holds, how it is kept, and how anybody finds out that it was bent."""
