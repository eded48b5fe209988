"""The searching step: texts of articles, notes and speakers to terms, and terms to the index that search loads.

The terms of a text and their counts are pure functions of the text. Nothing here reads or writes a file.
"""
