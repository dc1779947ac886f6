"""Who steps in for makers who dropped out."""
