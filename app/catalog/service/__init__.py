"""What happens to goods: drafting (`drafts`), papers, review, taking and giving back (`goods`), the read model (`shelf`).

Each public function is one use case and one transaction.
"""
