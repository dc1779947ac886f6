"""Facts in, something printable out. So far: QR codes."""
