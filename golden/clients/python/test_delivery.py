"""No result is lost, however large it is and however many calls a client makes at once."""

import concurrent.futures
import os

import pytest
from gradio_client import Client


def connect():
    return Client(os.environ["SOAK_URL"], verbose=False)


@pytest.mark.parametrize("n,size", [(6, 1_000_000), (20, 100_000), (30, 2_000_000)])
def test_large_results_at_once(n, size):
    client = connect()
    jobs = [client.submit(size + i, api_name="/large") for i in range(n)]
    assert [len(job.result(timeout=60)) for job in jobs] == [size + i for i in range(n)]


def test_bursts_of_calls():
    """A stream that is closed while the next call is submitted takes the call along."""
    lost = []
    for burst in range(8):
        client = connect()
        jobs = [client.submit(f"{burst} {i}", api_name="/echo") for i in range(100)]
        for i, job in enumerate(jobs):
            try:
                assert job.result(timeout=60) == f"{burst} {i}"
            except (concurrent.futures.CancelledError, concurrent.futures.TimeoutError) as e:
                lost.append((burst, i, type(e).__name__))
    assert lost == []


def test_calls_one_after_another():
    client = connect()
    assert [client.predict(str(i), api_name="/echo") for i in range(100)] == [str(i) for i in range(100)]


def test_another_session_after_each_call():
    """A client does not open a stream for its new session while it has one for the old."""
    client = connect()
    for i in range(30):
        assert client.predict(str(i), api_name="/echo") == str(i)
        client.reset_session()


def test_clients_at_once():
    def calls(k):
        client = connect()
        return [client.predict(f"{k} {i}", api_name="/echo") for i in range(20)]

    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        assert list(pool.map(calls, range(5))) == [[f"{k} {i}" for i in range(20)] for k in range(5)]


def test_the_stream_is_closed_soon_after_the_last_call():
    """A script ends when its reader does."""
    client = connect()
    client.predict("x", api_name="/echo")
    reader = client.streaming_future
    if reader is not None:
        reader.result(timeout=2)
    assert not client.stream_open
