"""How addresses of the shop are read: lists (`lists`), the shelf of official gifts (`gifts`)."""
