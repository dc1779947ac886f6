"""Rules of gift requests: their life, the plan, days."""
