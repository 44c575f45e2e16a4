"""The evidence ledger: hash chains, sealed leaves and signed heads. The format is docs/evidence.md."""
