"""Pages on which a hand-over is written down."""
