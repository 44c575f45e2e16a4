"""Measures on premises, equipment, media and rules, which somebody looks at and another attests (P6.2)."""
