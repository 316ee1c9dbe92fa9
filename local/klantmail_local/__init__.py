"""This machine as AWS: MiniStack, and what it lacks (mail coming in, mail going out). Never deployed."""
