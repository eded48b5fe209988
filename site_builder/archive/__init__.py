"""Anchored articles to one immutable Archive: what is published, in order, cross-linked."""
