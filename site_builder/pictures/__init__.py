"""Pixels: what a picture file is, smaller copies of it, and cards that are drawn. The one room that knows Pillow."""
