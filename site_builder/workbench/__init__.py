"""What an editor runs: the one room that writes content files."""
