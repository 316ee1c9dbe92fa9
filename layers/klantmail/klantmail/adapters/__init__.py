"""DynamoDB, S3 and SES. Only this package knows keys, expressions and boto3."""
