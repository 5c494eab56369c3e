"""One module per command: `add_arguments(parser)` adds its options, `run(args)` returns its exit code."""
