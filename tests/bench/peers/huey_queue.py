"""huey on SQLite with fsync: puts jobs in, then has a consumer's worker take, run and finish each of them.

Usage: huey_queue.py FILE JOBS, where FILE is not there yet. Prints {"jobs": N, "seconds": S} for the taking alone.
"""

import json
import sys
import threading
import time

from huey import SqliteHuey

file, jobs = sys.argv[1], int(sys.argv[2])
huey = SqliteHuey(filename=file, fsync=True, results=False)
done = threading.Event()
count = 0


@huey.task()
def apply(payload):
    global count
    assert len(json.loads(payload)) == 3
    count += 1
    if count == jobs:
        done.set()


def payload(number):
    return json.dumps(
        [
            {
                "objectName": "Visit",
                "operation": "insert",
                "recordIdentifier": f"device-{number}-{item}",
                "fieldValues": {"AccountId": "001000000000000AAA", "Status": "Completed", "Item": item},
            }
            for item in range(3)
        ]
    )


with huey.storage.db(commit=True):  # One commit for all: putting them in is not what is measured.
    for number in range(jobs):
        task = apply.s(payload(number))
        huey.storage.conn.execute(
            "insert into task (queue, data, priority) values (?, ?, 0)",
            (huey.storage.name, huey.serialize_task(task)),
        )

consumer = huey.create_consumer(workers=1, periodic=False, initial_delay=0.001)
began = time.monotonic()
consumer.start()
done.wait()
seconds = time.monotonic() - began
consumer.stop(graceful=True)
print(json.dumps({"jobs": jobs, "seconds": seconds}))
