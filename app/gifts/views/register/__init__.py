"""The register of gifts."""
