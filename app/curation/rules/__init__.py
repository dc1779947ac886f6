"""What decides about curation from values alone: rounds (`rounds`), the rubric (`rubric`, its data in `tables`), scores and what they
come to (`scoring`), what software knows beside them (`hints`), reasons (`reasons`) and official gifts (`gifts`)."""
