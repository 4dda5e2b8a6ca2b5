#!/usr/bin/env python3
"""Writes runtime/blocks/<kind>/facts.json: what the reference says of each block.

It reads an installed Gradio, of the version that runtime/contract names, so that the
facts are never written by hand:

    python3 -m venv /tmp/gradio && /tmp/gradio/bin/pip install gradio==6.31.0
    /tmp/gradio/bin/python scripts/facts.py

The tests of gen/blocks compare every block package with its facts.
"""

import inspect
import json
import pathlib
import re

import gradio as gr
from gradio import utils
from gradio.blocks import Block
from gradio.components.base import Component

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Parameters of an instance without which a class cannot be made, or says little.
ARGUMENTS = {
    "CheckboxGroup": {"choices": ["a", "b"]},
    "Dropdown": {"choices": ["a", "b"]},
    "Radio": {"choices": ["a", "b"]},
    "Dataset": {"components": ["textbox"], "samples": [["a"]]},
    "Examples": None,  # a helper that makes a Dataset
}


def classes(name):
    """The classes whose parameters a block has: Examples is a Dataset with more to it."""
    found = {"Dataset": ["Dataset", "Examples"], "Blocks": ["Blocks"]}.get(name, [name])
    for n in found:
        cls = getattr(gr, n, None)
        if n == "Examples":
            from gradio.helpers import Examples as cls  # gr.Examples is a function
        if cls is None and n == "Form":
            from gradio.layouts import Form as cls
        yield n, cls


def plain(value):
    """A default in JSON; None for what JSON does not hold."""
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError):
        return None


def parameters(cls):
    names = {}
    for name, p in inspect.signature(cls.__init__).parameters.items():
        if name in ("self", "kwargs", "props") and p.kind is not p.POSITIONAL_OR_KEYWORD or name == "self":
            continue
        if p.kind is p.VAR_KEYWORD or name.startswith("_"):
            continue
        names[name] = None if p.default is p.empty else plain(p.default)
    return names


def facts(name):
    out = {"class": name, "version": gr.__version__, "parameters": {}, "events": []}
    for n, cls in classes(name):
        out["parameters"].update(parameters(cls))
        for e in getattr(cls, "EVENTS", None) or []:
            event = str(getattr(e, "event_name", e))
            if event not in out["events"]:
                out["events"].append(event)
    out["events"].sort()
    cls = dict(classes(name))[name]
    if name in ("Blocks", "Interface"):
        return out
    with gr.Blocks():
        block = cls(**(ARGUMENTS.get(name) or {}))
    out["type"] = block.get_block_name()
    out["skip_api"] = block.skip_api if isinstance(block, Component) else True
    config = {k: plain(v) for k, v in utils.delete_none(block.get_config()).items()}
    out["props"] = {k: v for k, v in config.items() if k in out["parameters"] and v is not None}
    if isinstance(block, Component) and not block.skip_api:
        info = dict(block.api_info())
        if info.get("additional_description") is None:
            info.pop("additional_description", None)  # /info leaves it out
        out["schema"] = info
        from gradio_client import utils as client

        out["python_type"] = client.json_schema_to_python_type(info)
        out["example_input"] = plain(block.example_payload())
    return out


def main():
    for path in sorted((ROOT / "runtime/blocks").iterdir()):
        source = path / f"{path.name}.go"
        if path.name == "spec" or not source.exists():
            continue
        name = re.search(r'Class: "(\w+)"', source.read_text()).group(1)
        text = json.dumps(facts(name), indent=1, ensure_ascii=False)
        (path / "facts.json").write_text(text + "\n")
        print(path.name, name)


if __name__ == "__main__":
    assert issubclass(gr.Textbox, Block)
    main()
