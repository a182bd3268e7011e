"""The official evaluation on Apache Spark: the same engine over parts of a province, with the same result to the byte."""
