"""Values that everything else is made of, without behaviour."""
