"""Reads FILE with pandas (.csv) or numpy (.npy) ROUNDS times; prints seconds of wall and CPU of each as JSON, and a checksum."""

import json
import sys
import time

import numpy
import pandas


def read(path, exact):
    if path.endswith(".npy"):
        return numpy.load(path)
    return pandas.read_csv(path, float_precision="round_trip" if exact else None).to_numpy()


path, rounds, exact = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["exact"]
times = []
for _ in range(rounds):
    wall, cpu = time.perf_counter(), time.process_time()
    values = read(path, exact)
    times.append([time.perf_counter() - wall, time.process_time() - cpu])
print(json.dumps({"times": times, "last": float(values.flat[-1])}))
