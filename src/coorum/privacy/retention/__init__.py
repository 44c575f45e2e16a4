"""How long things are kept: rules of the rooms, legal holds above them, and the daily run that lets go."""
