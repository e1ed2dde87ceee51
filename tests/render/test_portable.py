"""The modules of search as one script, and files as scripts."""

from __future__ import annotations

import base64

from sitegen.render import portable


def test_modules_come_behind_those_they_import() -> None:
    made = portable.bundle(
        {
            "app": 'import { b } from "./b.js";\nawait b();\n',
            "b": 'import { a } from "./a.js";\n\nexport async function b() { return a; }\n',
            "a": "export const a = 1;\nconst hidden = 2;\n",
            "unused": "export const c = 3;\n",
        }
    )
    assert made.index("module_a =") < made.index("module_b =") < made.index("await b()")
    assert "return { a };" in made
    assert "const { a } = module_a;" in made
    assert "import" not in made
    assert "export" not in made
    assert "unused" not in made


def test_a_file_as_a_script() -> None:
    data = bytes(range(256))
    made = portable.as_script('/search/a".bin', data).decode()
    assert made.startswith('sitegenFile("/search/a\\".bin","')
    assert base64.b64decode(made.split('"')[-2]) == data


def test_excerpts_are_cut_from_the_article() -> None:
    assert portable.searched(b"<p>x</p><article>y</article><p>") == b"<article>y</article>"
    assert portable.searched(b"<p>x</p>") == b"<p>x</p>"
