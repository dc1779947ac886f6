"""Look-ups of rounds (`rounds`), their scores (`scores`), versions of the rubric (`rubrics`), what software knows beside a score
(`hints`) and official gifts (`gifts`), scoped to the curator (`reach`)."""
