// The interface to JavaScript, on the package as it is published.

import assert from "node:assert/strict";
import test from "node:test";
import { loadAmphis, loadMicroPython, PythonError } from "../npm/micropython.mjs";

/** An interpreter whose output is collected by lines. */
async function start(options = {}) {
    const lines = [];
    const python = await loadMicroPython({ stdout: (line) => lines.push(line), ...options });
    return { python, lines };
}

test("the value of a last expression is returned", async () => {
    const { python, lines } = await start();
    assert.equal(python.runPython("1 + 1"), 2);
    assert.equal(python.runPython("x = 5\nx * 2"), 10);
    assert.equal(python.runPython("x = 5"), null);
    assert.equal(python.runPython(""), null);
    assert.equal(python.runPython("'é' * 3"), "ééé");
    assert.equal(python.runPython("print('seen')"), null);
    assert.deepEqual(lines, ["seen"]);
});

test("text that is indented as a whole is run", async () => {
    const { python } = await start();
    assert.equal(python.runPython("    y = 1\n    if y:\n        y = 2\n\n    y"), 2);
    assert.equal(python.runPython("\n\ty = 3\n\ty\n    "), 3);
    assert.throws(() => python.runPython("if True:\nx"), { name: "PythonError", type: "IndentationError" });
});

test("numbers arrive exactly, in both directions", async () => {
    const { python } = await start();
    const numbers = [0, -1, 2 ** 31, 2 ** 40, -(2 ** 53), 0.5, -0.0, Infinity, 1e300, 2n ** 53n, -(2n ** 63n), 2n ** 100n, -(10n ** 40n)];
    for (const number of numbers) {
        python.globals.set("n", number);
        const back = python.globals.get("n");
        const expected = typeof number === "bigint" && number === 2n ** 53n ? Number(number) : number;
        assert.ok(Object.is(back, expected), `${number} came back as ${back}`);
    }
    assert.equal(python.runPython("2 ** 53"), 2 ** 53);
    assert.equal(python.runPython("2 ** 53 + 1"), 2n ** 53n + 1n);
    assert.equal(python.runPython("str(2 ** 64)"), "18446744073709551616");
    assert.ok(Number.isNaN(python.runPython("float('nan')")));
});

test("None, undefined and booleans are told apart", async () => {
    const { python } = await start();
    python.globals.set("values", [null, undefined, true, false]);
    assert.equal(python.runPython("[type(v).__name__ for v in values].__repr__()"), "['NoneType', 'JsProxy', 'bool', 'bool']");
    assert.equal(python.runPython("import js\njs.undefined"), undefined);
    assert.equal(python.runPython("None"), null);
});

test("exceptions of Python are PythonErrors with the report", async () => {
    const { python } = await start();
    try {
        python.runPython("def f():\n    raise ValueError('why')\nf()");
        assert.fail("nothing was thrown");
    } catch (error) {
        assert.ok(error instanceof PythonError);
        assert.equal(error.type, "ValueError");
        assert.match(error.message, /^Traceback .*\n(.*\n)*ValueError: why\n$/);
    }
    assert.equal(python.runPython("1"), 1);
});

test("exceptions of JavaScript can be caught, and come back as themselves", async () => {
    const { python } = await start();
    const thrown = new RangeError("too far");
    python.globals.set("fails", () => {
        throw thrown;
    });
    python.runPython("import jsffi\ntry:\n    fails()\nexcept jsffi.JsException as e:\n    caught = e.args");
    assert.equal(python.runPython("caught[1] + ': ' + caught[2]"), "RangeError: too far");
    assert.equal(python.runPython("caught[0]"), thrown);
    assert.throws(() => python.runPython("fails()"), { type: "JsException" });
});

test("several interpreters live side by side", async () => {
    const [first, second] = [await loadMicroPython(), await loadAmphis()];
    first.runPython("x = 'first'");
    second.runPython("x = 'second'");
    first.FS.writeFile("/mine.py", "y = 1");
    assert.equal(first.globals.get("x"), "first");
    assert.equal(second.globals.get("x"), "second");
    assert.equal(first.runPython("import mine\nmine.y"), 1);
    assert.throws(() => second.runPython("import mine"), { type: "ModuleNotFoundError" });
    // An object of one is an object like any other to the other.
    second.globals.set("theirs", first.runPython("{'a': 1}"));
    assert.equal(second.runPython("theirs.a"), 1);
});

test("proxies have identity, are freed, and say when they were destroyed", async () => {
    const { python } = await start();
    python.runPython("class A:\n    pass\na = A()\na.name = 'it'\nl = [1, 2, 3]");
    const proxy = python.globals.get("a");
    assert.equal(proxy, python.globals.get("a"));
    assert.equal(proxy.name, "it");
    assert.equal(proxy.missing, undefined);
    assert.ok(python.runPython("lambda x: x is a")(proxy));
    assert.deepEqual([...python.globals.get("l")], [1, 2, 3]);
    python.PyProxy.destroy(proxy);
    assert.throws(() => proxy.name, /destroyed/);
    assert.equal(python.globals.get("a").name, "it");
    const object = {};
    python.globals.set("o", object);
    python.globals.set("p", object);
    assert.equal(python.runPython("o is p"), true);
    assert.equal(python.globals.get("o"), object);
});

test("Python lets JavaScript's objects go", async () => {
    const { python } = await start();
    python.runPython("import gc, js");
    const before = python.runPython("gc.collect()\nlen([js.Array(i) for i in range(10)])\nrepr(js.Array())");
    for (let round = 0; round < 5; round++) {
        python.runPython("keep = [js.Array(i) for i in range(200)]\nkeep = None\ngc.collect()");
        python.runPython("gc.collect()");
    }
    const after = python.runPython("repr(js.Array())");
    const number = (text) => Number(/\d+/.exec(text)[0]);
    assert.ok(number(after) < number(before) + 450, `${before} and then ${after}`);
});

test("calls go both ways", async () => {
    const { python } = await start();
    python.runPython("def f(a, b=2, *c):\n    return [a, b, list(c)]");
    const f = python.globals.get("f");
    assert.deepEqual(python.PyProxy.toJs(f(1)), [1, 2, []]);
    assert.deepEqual(python.PyProxy.toJs(f(1, 3, 4, 5)), [1, 3, [4, 5]]);
    assert.throws(() => f(), { type: "TypeError" });
    python.globals.set("inner", (x) => f(x));
    assert.deepEqual(python.PyProxy.toJs(python.runPython("inner(9)")), [9, 2, []]);
    python.globals.set("options", (options) => options.a + options.b);
    assert.equal(python.runPython("options(a=1, b=2)"), 3);
});

test("coroutines are promises", async () => {
    const { python } = await start();
    globalThis.later = (value, ms = 1) => new Promise((resolve) => setTimeout(resolve, ms, value));
    assert.equal(await python.runPythonAsync("import js\nawait js.later(3) + await js.later(4)"), 7);
    python.runPython("async def f(x):\n    return await js.later(x) * 2");
    assert.equal(await python.globals.get("f")(21), 42);
    await assert.rejects(async () => python.runPythonAsync("await js.Promise.reject(js.Error.new('no'))"), { type: "JsException" });
    assert.throws(() => python.runPython("await js.later(1)"), { type: "SyntaxError" });
});

test("files are there for both", async () => {
    const { python } = await start();
    const { FS } = python;
    FS.mkdirTree("/a/b/c");
    FS.writeFile("/a/b/text", "line 1\nline 2\n");
    assert.equal(python.runPython("open('/a/b/text').read()"), "line 1\nline 2\n");
    python.runPython("import os\nwith open('/a/new', 'wb') as f:\n    f.write(bytes(range(256)))\nos.rename('/a/new', '/a/b/new')");
    assert.deepEqual(FS.readFile("/a/b/new"), Uint8Array.from({ length: 256 }, (_, index) => index));
    assert.deepEqual(FS.readdir("/a/b"), [".", "..", "c", "text", "new"]);
    assert.equal(python.runPython("sorted(os.listdir('/a/b')).__repr__()"), "['c', 'new', 'text']");
    assert.throws(() => FS.readFile("/none"), { errno: 2 });
    assert.throws(() => python.runPython("open('/none')"), { type: "FileNotFoundError" });
    assert.throws(() => FS.rmdir("/a/b"), { errno: 39 });
    assert.equal(python._module.PATH.dirname("/a/b/text"), "/a/b");
});

test("memory has a limit, which is an exception", async () => {
    const { python } = await start({ heapsize: 1 << 20 });
    assert.throws(() => python.runPython("def f():\n    x = []\n    while True:\n        x.append(bytearray(1000))\nf()"), { type: "MemoryError" });
    assert.equal(python.runPython("'goes on'"), "goes on");
});

test("deep recursion is an exception", async () => {
    const { python } = await start();
    assert.throws(() => python.runPython("def f():\n    f()\nf()"), { type: "RecursionError" });
    assert.throws(() => python.runPython("x = []\nfor i in range(100000):\n    x = [x]\nrepr(x)"), { type: "RecursionError" });
    assert.equal(python.runPython("'goes on'"), "goes on");
});

test("tracing sees lines", async () => {
    const { python, lines } = await start();
    python.runPython(
        "import sys\ndef watch(frame, event, arg):\n    print(event, frame.f_lineno)\n    return watch\ndef f():\n    x = 1\n    return x\nsys.settrace(watch)\nf()\nsys.settrace(None)",
    );
    assert.deepEqual(lines, ["call 5", "line 6", "line 7", "return 7"]);
});

test("the prompt takes keys", async () => {
    let text = "";
    const python = await loadMicroPython({ linebuffer: false, stdout: (bytes) => (text += String.fromCharCode(...bytes)) });
    python.replInit();
    for (const key of "6*7\r") python.replProcessChar(key.charCodeAt(0));
    assert.match(text, />>> 6\*7\r\n42\r?\n>>> $/);
    assert.equal(python.replProcessChar(4), 256);
});

test("modules of JavaScript can be imported", async () => {
    const { python } = await start();
    python.registerJsModule("tools", { twice: (x) => 2 * x, name: "tools" });
    assert.equal(python.runPython("from tools import twice, name\nname + str(twice(4))"), "tools8");
    assert.equal(python.pyimport("math").sqrt(16), 4);
});
