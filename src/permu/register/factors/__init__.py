"""The second factor: who must have one, what its codes are made of, how they are asked for. Decision 0024."""
