"""coorum as OpenID provider: what websites of operators ask, and what their visitors see on the way."""
