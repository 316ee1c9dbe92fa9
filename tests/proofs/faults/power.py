"""An AWS that can be killed: the local one, which keeps its tables and objects on a disk.

The other faults happen to one process while AWS goes on. Here AWS itself dies by SIGKILL at a call, with all that it
ran and all that was in its memory: the function, the events that waited for one, and the stream. It is started again
from its disk, and what it had answered must be there. SES and the Zaken API are outside, and live on.

Each course has an AWS of its own, because a process cannot be forked that is to be killed.
"""

import http.client
import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import urlsplit

from klantmail_local.aws import Aws
from klantmail_local.ministack import MiniStack
from klantmail_local.ports import Ports
from klantmail_local.workdir import Workdir
from tests.proofs.faults.cloud import Cloud
from tests.proofs.faults.harm import Effect, Fault
from tests.proofs.faults.process import Attempt, Ending, NoResponse, Response
from tests.support import zgw_server
from tests.support.aws import ENVIRONMENT, REGION, Functions
from tests.support.scenes.place import Call
from tests.support.template import make_table

BEFORE: Final = Fault("AWS killed before", Effect.AWS_DEATH, takes_effect=False)
MEANWHILE: Final = Fault("AWS killed meanwhile", Effect.AWS_DEATH, takes_effect=False)
"""The request was sent. Nobody knows whether it took effect, as after a power cut."""
AFTER: Final = Fault("AWS killed after", Effect.AWS_DEATH, takes_effect=True)
DEATHS: Final = (BEFORE, MEANWHILE, AFTER)

_OUTSIDE: Final = ("sesv2.", "lambda.", "zgw.")
"""The calls that the killed process does not answer itself: they took effect, or they did not."""
_MEANWHILE: Final = 0.002
"""Seconds between the sending of a request and the kill. MiniStack needs about as many to answer."""
_PATIENCE: Final = 60.0

_sleep: Final = time.sleep
"""The real one: in this proof nobody waits for an SDK that waits for a service (`cloud.prepared`)."""


def can_happen(fault: Fault, call: str) -> bool:
    """Tell whether the AWS can die in this way at a call of this name."""
    return fault is not MEANWHILE or not call.startswith(_OUTSIDE)


class Mortal(Cloud):
    """A cloud whose tables, buckets, queue and secret are held by a process that can be killed."""

    def __init__(self, functions: Functions, directory: Path) -> None:
        super().__init__(functions)
        self.workdir = Workdir(directory)
        self.workdir.make()
        self._ministack = MiniStack(self.workdir, Ports.free())
        self._died = False
        self._stream_lost = False
        self._start_aws()
        self._fill()

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._ministack.pid, signal.SIGKILL)
        self._ministack.stop()

    def _start_aws(self) -> None:
        with patch.object(time, "sleep", _sleep):
            self._ministack.stop()
            self._ministack.start()
        aws = Aws(self._ministack.endpoint)
        self.s3, self.dynamodb, self.sqs = aws.s3, aws.dynamodb, aws.client("sqs")

    def _fill(self) -> None:
        """Make what `aws_in_geheugen` makes, and have it saved as `make run` does."""
        make_table(self.dynamodb, self.table)
        for name in ("ARCHIEF", "INTAKE", "UPLOADS"):
            self.s3.create_bucket(Bucket=ENVIRONMENT[name], CreateBucketConfiguration={"LocationConstraint": REGION})
        aws = Aws(self._ministack.endpoint)
        aws.client("sqs").create_queue(QueueName="mislukt")
        secret = json.dumps({"clientId": zgw_server.CLIENT_ID, "secret": zgw_server.GEHEIM})
        aws.client("secretsmanager").create_secret(Name="zgw", SecretString=secret)
        self._ministack.save()

    # -- dying ---------------------------------------------------------------------------------------------------------

    def _handle(self, attempt: Attempt, fault: Fault | None) -> Response | NoResponse | None:
        if fault is None or fault.effect is not Effect.AWS_DEATH:
            return super()._handle(attempt, fault)
        if fault is AFTER:
            super()._handle(attempt, None)
        elif fault is MEANWHILE:
            connection = self._sent(attempt)
            _sleep(_MEANWHILE)
            self._die()
            connection.close()
            return None
        self._die()
        return None

    def _die(self) -> None:
        os.killpg(self._ministack.pid, signal.SIGKILL)
        self._died = self._stream_lost = True
        self.queue.clear()
        self._start_aws()

    def offer_again(self, call: Call, ending: Ending) -> None:
        """Offer an event again, unless it was lost with the AWS that held it."""
        if not self._died:
            super().offer_again(call, ending)

    def _follow_stream(self) -> None:
        super()._follow_stream()
        if self._stream_lost:
            # The local AWS keeps no stream: nobody is told of what was stored just before.
            self.queue.clear()
            self._stream_lost = False

    # -- answering -----------------------------------------------------------------------------------------------------

    def _answer_of_aws(self, attempt: Attempt) -> Response:
        connection = self._sent(attempt)
        try:
            response = connection.getresponse()
            return Response(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def _sent(self, attempt: Attempt) -> http.client.HTTPConnection:
        """Send a request as its client made and signed it, to the AWS on this machine."""
        address = urlsplit(attempt.address)
        own = {"expect", "transfer-encoding", "content-length", "host"}
        headers = {name: value for name, value in attempt.headers if name.lower() not in own} | {"Host": address.netloc}
        endpoint = urlsplit(self._ministack.endpoint)
        connection = http.client.HTTPConnection(endpoint.hostname or "", endpoint.port, timeout=_PATIENCE)
        path = address.path or "/"
        connection.request(attempt.method, f"{path}?{address.query}" if address.query else path, attempt.content, headers)
        return connection

    # -- what is there -------------------------------------------------------------------------------------------------

    def _rows(self) -> list[Any]:
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=self.table, ConsistentRead=True)
        return [row for page in pages for row in page["Items"]]


@contextmanager
def mortal(functions: Functions) -> Iterator[Mortal]:
    """Start an empty cloud that can be killed; its end takes everything away."""
    with tempfile.TemporaryDirectory(prefix="faults-") as directory:
        cloud = Mortal(functions, Path(directory))
        try:
            yield cloud
        finally:
            cloud.stop()
