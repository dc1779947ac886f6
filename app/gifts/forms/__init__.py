"""Forms of gift requests: asking for gifts, and what comes after they were handed over."""
