"""The database: tables' base, the one transaction per use case, journal, events, jobs, ports.

Nobody but this package commits. Nobody but this package knows Flask-SQLAlchemy or Procrastinate.
"""
