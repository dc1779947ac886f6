"""The only code that knows outside systems: Stripe, S3, folders, SMTP, Argon2, signatures."""
