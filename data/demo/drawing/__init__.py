"""How the demo's product pictures are drawn; `draw_pictures.py` beside this folder runs it."""
