"""What decides about curation from values alone: rounds (`rounds`), claims and the promised time
(`claims`, `promise`), office and ties (`scope`, `conflicts`), appeals (`appeals`), official gifts (`gifts`)."""
