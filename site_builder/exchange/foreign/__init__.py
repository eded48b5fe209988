"""Annotations that other programs wrote, read into records: Hypothesis and the W3C's Web Annotation."""
