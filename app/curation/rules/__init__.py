"""What decides about curation from values alone: rounds (`rounds`), claims and the promised time (`claims`, `promise`), office and
ties (`scope`, `conflicts`), the rubric (`rubric`, its data in `tables`), scores and what they come to (`scoring`), what software knows
beside them (`hints`), reasons (`reasons`), appeals (`appeals`), official gifts (`gifts`, `terms`) and their panel (`panel`)."""
