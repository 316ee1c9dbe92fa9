"""Klantmail: the e-mail of a Dutch municipality's contact centre, after use case C1199."""
