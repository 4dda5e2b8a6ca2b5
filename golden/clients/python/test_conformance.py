"""What gradio_client does with an app, against golden apps."""

import os

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError


def connect(app):
    return Client(os.environ[app + "_URL"], verbose=False)


@pytest.fixture(scope="module")
def stream():
    return connect("STREAM")


def test_connects_and_describes_the_api():
    api = connect("HELLO").view_api(return_format="dict")
    greet = api["named_endpoints"]["/greet"]
    (parameter,) = greet["parameters"]
    assert parameter["parameter_name"] == "name"
    assert parameter["label"] == "Name"
    assert parameter["component"] == "Textbox"
    assert parameter["python_type"] == {"type": "str", "description": ""}
    assert [r["label"] for r in greet["returns"]] == ["Reply"]
    assert api["unnamed_endpoints"] == {}


def test_predicts_by_position_and_by_name():
    client = connect("HELLO")
    assert client.predict("Ada", api_name="/greet") == "Welcome to Blocks, Ada!"
    assert client.predict(name="Grace", api_name="/greet") == "Welcome to Blocks, Grace!"
    assert client.predict("Edsger", fn_index=0) == "Welcome to Blocks, Edsger!"


def test_predicts_what_an_interface_computes():
    client = connect("CALCULATOR")
    assert client.predict(6, "multiply", 7, api_name="/calculate") == 42
    with pytest.raises(AppError, match="Cannot divide by zero!"):
        client.predict(1, "divide", 0, api_name="/calculate")
    with pytest.raises(AppError, match="not in the list of choices"):
        client.predict(1, "power", 2, api_name="/calculate")


def test_calls_endpoints_that_stand_in_no_page():
    client = connect("SERVICE")
    parcel, to = {"kilograms": 2, "size": "large"}, {"street": "Short Street", "city": "York"}
    assert client.predict(parcel, to, api_name="/price") == {"cents": 700, "express": False, "takes": 172800 * 10**9, "to": to}
    assert client.predict(parcel=parcel, to=to, express=True, api_name="/price")["cents"] == 1400
    assert client.predict([parcel, {"kilograms": 1, "size": "small"}], api_name="/sort_parcels") == (
        [{"kilograms": 1, "size": "small"}, parcel],
        {"large": 1, "small": 1},
    )
    with pytest.raises(AppError, match="A parcel of 0 kg does not exist."):
        client.predict({"kilograms": 0}, to, api_name="/price")
    assert [step["place"] for step in client.submit(["Leeds", "York"], api_name="/track")] == ["Leeds", "York"]
    assert "/audit" not in client.view_api(return_format="dict")["named_endpoints"]


def test_keeps_state_across_the_calls_of_a_client():
    one, two = connect("COUNTER"), connect("COUNTER")
    assert one.predict(step=2, api_name="/add") == 2
    assert one.predict(step=3, api_name="/add") == 5
    assert two.predict(step=1, api_name="/add") == 1
    assert one.predict(api_name="/undo") == 2
    one.reset_session()
    assert one.predict(step=1, api_name="/add") == 1


def test_streams_values(stream):
    job = stream.submit(up_to=4, pause=1, api_name="/count")
    assert job.result(timeout=20) == "0 1 2 3 "
    assert job.outputs() == ["0 ", "0 1 ", "0 1 2 ", "0 1 2 3 "]


def test_iterates_over_a_job(stream):
    assert list(stream.submit(up_to=3, pause=1, api_name="/count")) == ["0 ", "0 1 ", "0 1 2 "]


def test_streams_tokens_as_one_growing_text(stream):
    job = stream.submit(prompt="a b c", up_to=1, pause=1, api_name="/talk")
    assert job.result(timeout=20) == "a b c "
    assert job.outputs() == ["a ", "a b ", "a b c "]


def test_streams_several_outputs(stream):
    job = stream.submit(up_to=2, pause=1, api_name="/work")
    assert job.result(timeout=20) == ("", "task 1\ntask 2")


def test_reports_progress(stream):
    job = stream.submit(up_to=4, pause=50, api_name="/prepare")
    job.result(timeout=20)
    # The client queues every update; asking for the status only shows the one of the moment.
    seen = []
    while not job.communicator.updates.empty():
        update = job.communicator.updates.get_nowait()
        if update.type == "status":
            seen.extend(update.progress_data or [])
    assert seen and all((p.length, p.unit, p.desc) == (4, "steps", "Preparing") for p in seen)


def test_receives_the_error_meant_for_the_user_and_no_other():
    client = connect("CHAIN")
    with pytest.raises(AppError, match='"twelve" is not a number'):
        client.predict("twelve", api_name="/parse")
    with pytest.raises(AppError) as hidden:
        client.predict(api_name="/fail")
    assert "hunter2" not in str(hidden.value)
    assert client.predict("12", api_name="/parse") == 12


def test_refuses_a_value_of_the_wrong_type():
    with pytest.raises(AppError):
        connect("CALCULATOR").predict("six", "add", 7, api_name="/calculate")


def test_cancels(stream):
    job = stream.submit(api_name="/forever")
    next(iter(job))
    assert job.cancel()
    assert job.status().code.name in ("CANCELLED", "FINISHED")
    assert stream.predict(up_to=1, pause=1, api_name="/count") == "0 "


def test_many_jobs_share_one_stream(stream):
    jobs = [stream.submit(up_to=n, pause=1, api_name="/count") for n in range(1, 7)]
    assert [len(job.result(timeout=30).split()) for job in jobs] == [1, 2, 3, 4, 5, 6]


def test_private_endpoints_are_neither_listed_nor_called():
    client = connect("CHAIN")
    assert "/praise" not in client.view_api(return_format="dict")["named_endpoints"]
    with pytest.raises(ValueError):
        client.predict(1, api_name="/praise")
