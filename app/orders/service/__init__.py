"""What happens to carts (`cart`), in placing an order (`placing`), and to its parcels (`parcels`)."""
