"""Ciphers, signatures and key slots: stands beside the other layers and imports none of them."""
