"""Letters in a community's own name: an address at a proved host, keys that sign for it, and what the DNS says of them."""
