"""RFC 3161 timestamps of the log: asking an authority, keeping its tokens, judging what they are worth."""
