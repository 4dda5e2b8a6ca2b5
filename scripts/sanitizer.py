#!/usr/bin/env python3
"""Writes runtime/mdhtml/testdata/gradio.json: what the reference's sanitizer keeps.

It takes the sanitizer for Markdown from an installed Gradio, of the version that
runtime/contract names, and runs it in Chromium over the elements, attributes and styles
of runtime/mdhtml/testdata/matrix.json:

    python3 -m venv /tmp/gradio && /tmp/gradio/bin/pip install gradio==6.31.0
    /tmp/gradio/bin/python scripts/sanitizer.py

It only measures. The tests of runtime/mdhtml compare the result with what that package
keeps.
"""

import html
import importlib.util
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "runtime/mdhtml/testdata"

MEASURE = """
const sanitize = candidates.find((f) => { try { return typeof f("<b>x</b>") === "string"; } catch { return false; } });
const find = (markup, name) => {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content.querySelector(name);
};
const probe = (name, attribute, value) => {
  const markup = matrix.elements[name].replace("@", attribute ? ` ${attribute}="${value.replaceAll('"', "&quot;")}"` : "");
  return find(sanitize(markup), name);
};
const result = { elements: {}, styles: [] };
for (const name in matrix.elements) {
  result.elements[name] = probe(name) && Object.keys(matrix.attributes).filter((a) => probe(name, a, matrix.attributes[a])?.hasAttribute(a));
}
for (const [name, value] of Object.entries(matrix.styles)) {
  if (probe("span", "style", name + ": " + value)?.getAttribute("style")?.includes(name)) result.styles.push(name);
}
document.body.textContent = "RESULT" + JSON.stringify(result) + "END";
"""


def module(assets):
    """The source of the sanitizer, with its exports in a list instead."""
    for path in sorted(assets.glob("browser-*.js")):
        source = path.read_text()
        exports = re.search(r"export\{(.*?)\};?\s*$", source)
        if "svg:style" in source and exports:
            names = [e.split(" as ")[0].strip() for e in exports[1].split(",")]
            return source[: exports.start()] + "\nconst candidates = [" + ", ".join(names) + "];"
    sys.exit(f"no sanitizer in {assets}")


def main():
    package = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(importlib.util.find_spec("gradio").origin).parent
    version = json.loads((package / "package.json").read_text())["version"]
    matrix = json.loads((DATA / "matrix.json").read_text())
    source = module(package / "templates/frontend/assets")
    script = f"{source}\nconst matrix = {json.dumps(matrix).replace('</', '<' + chr(92) + '/')};\n{MEASURE}"
    with tempfile.TemporaryDirectory() as directory:
        page = pathlib.Path(directory) / "page.html"
        page.write_text(f"<!doctype html><meta charset=utf-8><body><script type=module>\n{script}\n</script>")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", f"--user-data-dir={directory}/profile", "--dump-dom", page.as_uri()]
        dom = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    found = re.search(r"RESULT(\{.*\})END", dom)
    if not found:
        sys.exit("the sanitizer did not run:\n" + dom[-2000:])
    result = json.loads(html.unescape(found[1]))
    lines = [f"    {json.dumps(name)}: {json.dumps(kept)}" for name, kept in result["elements"].items()]
    styles = json.dumps(result["styles"])
    (DATA / "gradio.json").write_text(f'{{\n  "version": {json.dumps(version)},\n  "elements": {{\n' + ",\n".join(lines) + f'\n  }},\n  "styles": {styles}\n}}\n')


if __name__ == "__main__":
    main()
