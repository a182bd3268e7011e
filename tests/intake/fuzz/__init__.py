"""Each parser of intake against whatever a coverage-guided fuzzer thinks of."""
