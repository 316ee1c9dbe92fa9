"""Reading a mail: `lezen.ontleed` makes an `Ontleding` of any bytes, `lezen.deel_inhoud` gives the bytes of one part.

Nothing is imported here: who only makes a name safe does not load the reader.
"""
