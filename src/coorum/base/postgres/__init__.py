"""Django's PostgreSQL backend with the walls of the house built into every table it creates."""
