"""One asyncio loop in a thread of its own, for the servers that this process runs itself."""

import asyncio
import threading
from collections.abc import Coroutine


class Lus:
    def __init__(self) -> None:
        self._lus = asyncio.new_event_loop()
        self._draad = threading.Thread(target=self._lus.run_forever, name="klantmail-lokaal", daemon=True)
        self._draad.start()

    def voer_uit[T](self, werk: Coroutine[object, object, T]) -> T:
        """Run the work on the loop and wait for its result."""
        return asyncio.run_coroutine_threadsafe(werk, self._lus).result()

    def stop(self) -> None:
        """Cancel what still runs, and end the thread."""
        self.voer_uit(_rond_af())
        self._lus.call_soon_threadsafe(self._lus.stop)
        self._draad.join()
        self._lus.close()


async def _rond_af() -> None:
    taken = asyncio.all_tasks() - {asyncio.current_task()}
    for taak in taken:
        taak.cancel()
    await asyncio.gather(*taken, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_default_executor()
