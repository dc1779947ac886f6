"""The only writers of gift requests. Locks: orders before the request, the request before goods and hands."""
