"""Requests, a module for what one function reads; `basis` has what they share, and `klantmail.api.reader` reads them.

The docstrings of the classes and of their fields are what an API user reads (`make openapi`), so they are in Dutch.
"""
