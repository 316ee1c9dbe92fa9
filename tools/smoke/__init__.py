"""The first hour of a stack on AWS as a program: what the local AWS forgives, and AWS may not."""
