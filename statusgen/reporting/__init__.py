"""Results in words: diagnostics, the state of the site, metrics and explanations of rules."""
