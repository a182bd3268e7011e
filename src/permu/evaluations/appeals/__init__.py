"""Appeals change facts, never scores: a claimed figure, its department's answer, the ripple, the decision."""
