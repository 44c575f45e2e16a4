"""Where mail comes from: a mailbox behind IMAP, or in development a folder of letters."""
