"""Pictures of the demo, drawn by code: the same seed gives the same picture, byte for byte."""
