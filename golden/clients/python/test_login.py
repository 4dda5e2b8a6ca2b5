"""What gradio_client does with an app that has a login."""

import os

import pytest
from gradio_client import Client
from gradio_client.exceptions import AuthenticationError

URL = os.environ["MEMBERS_URL"]


def test_users_have_states_of_their_own():
    ada = Client(URL, auth=("ada", "secret"), verbose=False)
    bob = Client(URL, auth=("bob", "secret"), verbose=False)
    assert ada.predict(2, api_name="/add") == 2
    assert ada.predict(3, api_name="/add") == 5
    assert bob.predict(7, api_name="/add") == 7
    jobs = [ada.submit(1, api_name="/add") for _ in range(20)]
    assert sorted(j.result(timeout=20) for j in jobs) == list(range(6, 26))


def test_nobody_else_gets_in():
    with pytest.raises(AuthenticationError):
        Client(URL, verbose=False)
    with pytest.raises(ValueError, match="Could not login"):
        Client(URL, auth=("ada", "wrong"), verbose=False)
