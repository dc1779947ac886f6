"""Reading carts (`cart`) and orders (`order`), scoped to buyer, guest or seller."""
