"""The lines of a function on a busy machine."""

from klantmail_local.inside.lines import wait_for_lines


def test_a_worker_waits_longer_for_the_first_line_than_ministack_does() -> None:
    asked: list[tuple[float, float]] = []

    class Worker:
        def _drain_stderr_bounded(
            self, first_line_wait: float = 0.05, idle_confirm: float = 0.005, hard_cap: float = 0.25
        ) -> str:
            asked.append((first_line_wait, hard_cap))
            return f"line {idle_confirm}"

    wait_for_lines(Worker)
    worker = Worker()
    assert worker._drain_stderr_bounded() == worker._drain_stderr_bounded(first_line_wait=0.1) == "line 0.005"
    assert worker._drain_stderr_bounded(first_line_wait=2.0) == "line 0.005"
    assert asked == [(0.5, 1.0), (0.5, 1.0), (2.0, 1.0)]
