"""Find where each quote stands: plain text and annotations in, spans and problems out.

`anchor.anchor_article` is the way in. Nothing here reads files, and nothing is placed by likeness.
"""
