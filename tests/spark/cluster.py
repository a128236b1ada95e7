"""A standalone cluster of Spark on this machine: one master and its workers, each a process, from pyspark's own files.

https://spark.apache.org/docs/latest/spark-standalone.html
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

_HOST = "127.0.0.1"
_PATIENCE = 60.0
_DEPLOY = "org.apache.spark.deploy"


class Cluster:
    """A master and workers of one core each, reached on the loopback alone."""

    def __init__(self, folder: Path, python_path: Sequence[Path], java: str = "", workers: int = 2) -> None:
        """``folder`` takes their logs, ``python_path`` is where their Python finds modules, ``java`` has options."""
        import pyspark

        self._folder, self._home = folder, Path(pyspark.__file__).parent
        self._java = java
        self._python_path = os.pathsep.join(map(str, python_path))
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            self._start("master", f"{_DEPLOY}.master.Master")
            self.master = self._logged("master", r"Starting Spark master at (spark://\S+)")
            for number in range(workers):
                self.add_worker(f"worker{number}")
        except BaseException:
            self.stop()
            raise

    def add_worker(self, name: str) -> None:
        """Starts one more worker, and waits until the master knows it."""
        options = ["--cores", "1", "--memory", "1g", "--work-dir", str(self._folder / name), self.master]
        self._start(name, f"{_DEPLOY}.worker.Worker", *options)
        self._logged(name, r"(Successfully registered with master)")

    def kill_worker(self) -> None:
        """Kills the worker that was started last, with all that it runs, as a machine that loses power."""
        _end(self._processes.pop(), signal.SIGKILL)

    def stop(self) -> None:
        """Ends every process."""
        while self._processes:
            _end(self._processes.pop(), signal.SIGTERM)

    def environment(self) -> Mapping[str, str]:
        """What processes that talk to the cluster have in their environment."""
        return {
            **os.environ,
            "JDK_JAVA_OPTIONS": self._java,
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": self._python_path,
            "SPARK_HOME": str(self._home),
            "SPARK_LOCAL_IP": _HOST,
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": "-Dspark.master.rest.enabled=false",
            "SPARK_NO_DAEMONIZE": "1",
        }

    def _start(self, name: str, program: str, *options: str) -> None:
        command = [
            str(self._home / "bin" / "spark-class"),
            program,
            "--host",
            _HOST,
            "--port",
            "0",
            "--webui-port",
            "0",
        ]
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, *options], env=self.environment(), stdout=log, stderr=log, start_new_session=True
            )
        self._processes.append(process)

    def _logged(self, name: str, pattern: str) -> str:
        """What a process says of itself, as soon as it does."""
        log, until = self._folder / f"{name}.log", time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._processes[-1].poll() is None:
            if found := re.search(pattern, log.read_text("utf-8", "replace")):
                return found[1]
            time.sleep(0.1)
        raise RuntimeError(f"the {name} does not start: {log.read_text('utf-8', 'replace')[-2000:]}")


def _end(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Ends a process and those that it started, which are of its session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
        return
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
