"""What the community costs."""
