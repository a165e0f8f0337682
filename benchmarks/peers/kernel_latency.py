"""How soon a Jupyter kernel answers: python3 kernel_latency.py KERNEL CELL NAME; one line of CSV: processor seconds until the first cell has run,
milliseconds of a later cell and of a completion (medians)."""

import os
import statistics
import sys
import time

import jupyter_client

CELLS = 200


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def milliseconds(work):
    start = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - start)


def main(kernel, cell, name):
    manager, client = jupyter_client.manager.start_new_kernel(kernel_name=kernel, startup_timeout=120)
    try:
        client.execute_interactive(cell, timeout=120, output_hook=lambda message: None)
        first = processor_seconds(manager.provisioner.process.pid)
        cells = [milliseconds(lambda: client.execute_interactive(cell, timeout=60, output_hook=lambda message: None)) for _ in range(CELLS)]
        completions = [milliseconds(lambda: client.complete(name, len(name), reply=True, timeout=60)) for _ in range(20)]
        print(f"{first:.2f},{statistics.median(cells):.1f},{statistics.median(completions):.1f}")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


main(*sys.argv[1:])
