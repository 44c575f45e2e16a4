"""The provider's people: duties and their terms, training, devices (P6.2, P12.1)."""
