"""The child's half: the bytes of a file become cells as text, each with its address. Knows no department."""
