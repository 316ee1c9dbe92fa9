"""A template as the CloudFormation that AWS makes of it, as JSON on standard output.

It is template.yaml, or the JSON on standard input when the argument is `-`.

Run by the Python of the SAM CLI, which brings the translator: the roles, permissions and stages that SAM writes are
then scanned too, and not only the short forms that stand for them.
"""

import json
import os
import sys
from pathlib import Path

from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator
from samtranslator.yaml_helper import yaml_parse

os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-1")
from_input = sys.argv[1:] == ["-"]
template_file = Path(__file__).parents[3] / "template.yaml"
template = json.load(sys.stdin) if from_input else yaml_parse(template_file.read_text())
for resource in template["Resources"].values():
    # The translator takes code in S3 only. A template's scanner does not care which code it is.
    for name in {"CodeUri", "ContentUri"} & resource.get("Properties", {}).keys():
        resource["Properties"][name] = "s3://code/code"
json.dump(Translator({}, Parser()).translate(template, {}), sys.stdout, indent=1)
