"""The Archive to a plan of pages, then HTML, feeds, annotations and assets, then files on disk."""
