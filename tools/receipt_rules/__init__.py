"""The receipt rules of a stack: which SES makes one a second, and CloudFormation all at once."""
