"""What a member is told: the bell, the letters that gather what was not read, and what of it may be switched off."""
