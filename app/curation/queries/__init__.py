"""Look-ups of rounds (`rounds`), their scores (`scores`), versions of the rubric (`rubrics`), what software knows beside a score
(`hints`), what waits (`waiting`, `standing`, `claims`, `readers`), appeals (`appeals`), ties (`conflicts`), a curator's own numbers
(`record`) and official gifts (`gifts`); scoped to the curator (`reach`)."""
