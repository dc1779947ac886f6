"""Look-ups of rounds (`rounds`), what waits (`waiting`, `standing`, `claims`, `readers`), appeals (`appeals`), ties (`conflicts`), a
curator's own numbers (`record`) and official gifts (`gifts`); scoped to the curator (`reach`)."""
