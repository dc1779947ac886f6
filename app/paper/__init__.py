"""Facts in, something printable out: labels set by Typst, QR codes."""
