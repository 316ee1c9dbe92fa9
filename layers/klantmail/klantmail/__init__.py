"""Klantmail: the e-mail of a Dutch municipality's contact centre, after use case C1199."""

import gc
import os

if "AWS_LAMBDA_INITIALIZATION_TYPE" in os.environ:  # which Lambda sets
    gc.disable()  # until `klantmail.runtime.gc_freeze.geladen`

    from klantmail import dataklassen

    dataklassen.gebruik()
