"""Reading a mail: `lezen.ontleed` makes an `Ontleding` of any bytes, `lezen.Inhouden` gives the bytes of its parts.

Nothing is imported here: who only makes a name safe does not load the reader.
"""
