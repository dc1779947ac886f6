"""What decides about curation from values alone: rounds (`rounds`) and official gifts (`gifts`)."""
