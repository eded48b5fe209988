"""The parts of `serve`: what it watches, the process that builds, what browsers are told, and the server."""
