"""Numbered tasks on Spark: one function of the number, run wherever there is room, its answers in order."""

import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import TypeVar

import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark import Broadcast, SparkContext
from pyspark.sql import SparkSession

T = TypeVar("T")
Told = Callable[[int], object]
"""Is told how many tasks are done."""
_ANSWER = "number long, answer binary"
_SECONDS = 0.5
"""How often whoever watches is told."""


def address(path: Path) -> str:
    """How Spark is told of a file or folder of this system: it may take another for granted."""
    return f"file://{path.absolute()}"


def found_at(path: Path) -> str:
    """The same for reading, where Spark takes a path for a pattern (Hadoop, FileSystem.globStatus)."""
    return re.sub(r"([][{}*?\\])", r"\\\1", address(path))


def each(spark: SparkSession, count: int, do: Callable[[int], T], told: Told | None = None) -> list[T]:
    """What a function makes of every number below ``count``, in their order; each in a task of its own.

    The function goes to the workers by its name, with what it is bound to; it may run more than once for a number,
    because Spark repeats tasks that fail, and those of machines that it lost.
    """
    context = spark.sparkContext
    shared = context.broadcast(do)
    numbers = spark.range(0, count, 1, max(count, 1))
    with _watched(context, told):
        answers: dict[int, bytes] = dict(numbers.mapInArrow(partial(_answers, shared), _ANSWER).collect())
    shared.destroy()
    return [pickle.loads(answers[number]) for number in range(count)]


def _answers(shared: Broadcast[Callable[[int], T]], batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    pa.set_cpu_count(1)  # Spark counts one core a task
    for batch in batches:
        for number in batch.column(0).to_pylist():
            answer = pickle.dumps(shared.value(number))
            yield pa.RecordBatch.from_pydict({"number": [number], "answer": pa.array([answer], pa.binary())})


@contextmanager
def _watched(context: SparkContext, told: Told | None) -> Iterator[None]:
    """Tells every now and then how many tasks of the one job that runs are done."""
    done = Event()
    watcher = Thread(target=_watch, args=(context, told, done), daemon=True) if told else None
    if watcher:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if watcher:
            watcher.join()


def _watch(context: SparkContext, told: Told, done: Event) -> None:
    tracker, most = context.statusTracker(), 0
    while not done.wait(_SECONDS):
        try:
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        except (Py4JError, OSError):
            return  # Spark has ended, which whoever waits for the tasks is told
        finished = sum(stage.numCompletedTasks for stage in stages if stage)
        if finished > most:
            most = finished
            told(most)
