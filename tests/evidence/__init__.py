"""Real updates with what an editor says about them, and how near the rules come to that."""
