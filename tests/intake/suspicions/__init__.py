"""What is odd about sound figures."""
