"""The first step: files under content/ become the records of model.py, and problems with their places.

Nothing here imports another step, and a file that is wrong never hides what is wrong in the next one.
"""
