// The command `node micropython.mjs`.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../npm/micropython.mjs", import.meta.url));

function run(code, ...words) {
    return spawnSync(process.execPath, [program, ...words], { input: code, encoding: "utf8" });
}

test("a program that ends well has status 0", () => {
    const { status, stdout } = run("print('out')");
    assert.deepEqual([status, stdout], [0, "out\n"]);
});

test("an exception that nothing catches is reported, with status 1", () => {
    const { status, stderr } = run("1 / 0");
    assert.equal(status, 1);
    assert.match(stderr, /ZeroDivisionError/);
});

test("sys.exit gives the status", () => {
    assert.equal(run("import sys\nsys.exit(3)").status, 3);
    assert.equal(run("import sys\nsys.exit()").status, 0);
});

test("the heap's size is an option", () => {
    const { status, stderr } = run("x = bytearray(1 << 22)", "-X", "heapsize=1m");
    assert.equal(status, 1);
    assert.match(stderr, /MemoryError/);
});
