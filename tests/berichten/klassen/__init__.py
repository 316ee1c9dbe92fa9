"""Mails of citizens that look like a machine's, and mails of machines: whether the reader tells them apart."""
