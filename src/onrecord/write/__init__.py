"""Writing: from a dataset to the files of a release. One format a file; a writer knows tables, never models.

Whoever needs one format imports its module, and loads nothing of the others.
"""
