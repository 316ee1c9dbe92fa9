"""The template with a canary as CloudFormation gets it, on standard output, for `make check` and `make scan`.

It has all that it gets of one without, and the aliases, versions and deployment groups besides.
"""

import json
import sys

from tests.support.large_town import PARAMETERS
from tests.support.template import parsed_template, translated
from tools.canary import with_canary

CANARY = PARAMETERS | {"Kanarie": "LambdaCanary10Percent10Minutes"}

if __name__ == "__main__":
    json.dump(translated(with_canary(parsed_template(), CANARY)), sys.stdout)
