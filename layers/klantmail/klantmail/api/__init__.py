"""The HTTP edge: requests in, problems and answers out."""
