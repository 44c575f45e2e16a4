"""What the proofs cost, against reading the ledger once. See README.md beside this file."""
