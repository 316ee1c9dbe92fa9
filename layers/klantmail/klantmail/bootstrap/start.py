"""This module makes a cold start shorter.

A function imports it, or `klantmail.bootstrap.wiring`, which does, before anything else of Klantmail.
"""

import os

from klantmail import dataklassen
from klantmail.runtime import gc_freeze, layer_modules

if "AWS_LAMBDA_INITIALIZATION_TYPE" in os.environ:  # which Lambda sets
    gc_freeze.stel_uit()
    layer_modules.use()
    dataklassen.gebruik()
