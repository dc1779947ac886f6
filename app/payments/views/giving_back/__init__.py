"""Money back while the goods stay with the buyer: the seller of her own accord, who mediates for a complaint's sake."""
