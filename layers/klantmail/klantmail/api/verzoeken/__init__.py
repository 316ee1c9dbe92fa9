"""Requests as pydantic models: everything that is wrong comes out at once, in Dutch, per field as the client wrote it.

A module for what one function reads, so that a cold start makes no models of others; `basis` has what they share, and the
reading. Functions that mostly show lists import it where a body is read: pydantic takes a fifth of a bare cold start. The
docstrings of the models and of their fields are what an API user reads (`make openapi`), so they are in Dutch.
"""
