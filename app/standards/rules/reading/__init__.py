"""Reading a label: lines of text and codes found on photos in, the elements of a label out.

`seen` is what an engine saw, `declared` what the seller says, `elements` the answer.
"""
