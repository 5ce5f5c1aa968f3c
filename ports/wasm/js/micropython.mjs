// Amphis for browsers and Node: `loadMicroPython` makes an interpreter.

import { PATH, publicInterface } from "./filesystem.mjs";
import { DICT, Interpreter, MAIN_NAMESPACE, PyProxy, PyProxyThenable, PythonError } from "./interpreter.mjs";

const isNode = typeof process === "object" && typeof process.versions?.node === "string";

const NEWLINE = 10;

/** A function of lines or bytes as the options name it, or the console. */
function makeWriter(target, linebuffer, fallback) {
    if (target === undefined) return fallback;
    if (!linebuffer) {
        return (bytes) => {
            for (const byte of bytes) target(new Uint8Array([byte]));
        };
    }
    const decoder = new TextDecoder();
    let line = [];
    return (bytes) => {
        for (const byte of bytes) {
            if (byte === NEWLINE) {
                target(decoder.decode(new Uint8Array(line)));
                line = [];
            } else {
                line.push(byte);
            }
        }
    };
}

/** Where output goes that no option takes: Node's streams, or lines on the console. */
function consoleWriter(stream) {
    if (isNode) {
        // Whole, in order and before the process ends, whatever the stream is.
        return (bytes) => {
            const file = stream === "stdout" ? process.stdout : process.stderr;
            file.write(bytes.slice());
        };
    }
    return makeWriter((line) => (stream === "stdout" ? console.log(line) : console.error(line)), true);
}

/** Python's standard streams. */
class Output {
    constructor({ stdin, stdout, stderr, linebuffer }) {
        this.writers = [
            makeWriter(stdout, linebuffer, consoleWriter("stdout")),
            makeWriter(stderr, linebuffer, consoleWriter("stderr")),
        ];
        this.stdin = stdin;
    }

    write(stream, bytes) {
        // The memory of the bytes is the interpreter's, and the writer may call it.
        this.writers[stream](bytes.slice());
    }

    /** Fills the buffer from the function `stdin`, which gives a character, a code or null at the end. */
    read(buffer) {
        let count = 0;
        while (count < buffer.length && this.stdin !== undefined) {
            const character = this.stdin();
            if (character === null || character === undefined) break;
            const bytes = typeof character === "number" ? [character] : new TextEncoder().encode(character);
            buffer.set(bytes.slice(0, buffer.length - count), count);
            count += bytes.length;
            if (bytes[bytes.length - 1] === NEWLINE) break;
        }
        return Math.min(count, buffer.length);
    }
}

/** The text without the white space that all its lines begin with. */
function dedent(code) {
    let indent;
    for (const line of code.split("\n")) {
        if (line.trim() === "") continue;
        const [white] = line.match(/^[ \t]*/);
        if (indent === undefined) indent = white;
        while (!white.startsWith(indent)) indent = indent.slice(0, -1);
        if (indent === "") return code;
    }
    if (!indent) return code;
    return code.split("\n").map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())).join("\n");
}

async function loadModule(url) {
    const place = new URL("micropython.wasm", import.meta.url);
    const source = url ? new URL(url, import.meta.url) : place;
    if (isNode && source.protocol === "file:") {
        const { readFile } = await import("node:fs/promises");
        return readFile(source);
    }
    const response = await fetch(source);
    if (!response.ok) throw new Error(`${source}: ${response.status} ${response.statusText}`);
    return response.arrayBuffer();
}

/**
 * Makes an interpreter. Each has its own memory, files and streams.
 *
 * @param {object} [options] `heapsize` (bytes at most), `pystack` (words of the Python stack), `url` (of the WebAssembly module),
 * `stdin` (a function that gives a character), `stdout` and `stderr` (functions of lines, or of bytes without `linebuffer`).
 */
export async function loadMicroPython(options) {
    const { heapsize, pystack, url, stdin, stdout, stderr, linebuffer } = {
        heapsize: 128 << 20,
        pystack: 64 << 10,
        linebuffer: true,
        ...options,
    };
    const interpreter = new Interpreter(new Output({ stdin, stdout, stderr, linebuffer }));
    await interpreter.start(await loadModule(url), { heapsize, pystack: pystack * 8 });
    const run = (code, mode) => interpreter.ask("run", ...interpreter.giveText(dedent(code)), mode);
    const pyimport = (name) => interpreter.ask("import", ...interpreter.giveText(name));
    const mainDict = interpreter.proxy(MAIN_NAMESPACE, DICT);
    return {
        _module: { PATH, PATH_FS: { resolve: (...parts) => PATH.join(interpreter.files.current, ...parts) }, FS: null },
        FS: publicInterface(interpreter.files),
        PyProxy,
        globals: {
            __dict__: mainDict,
            get: (key) => mainDict[key],
            set(key, value) {
                mainDict[key] = value;
            },
            delete(key) {
                delete mainDict[key];
            },
        },
        pyimport,
        registerJsModule(name, module) {
            interpreter.withSlots(1, (slot) => {
                interpreter.write(slot, module);
                interpreter.ask("register", ...interpreter.giveText(name), slot);
            });
        },
        runPython: (code) => run(code, 0),
        runPythonAsync(code) {
            const result = run(code, 1);
            return result instanceof PyProxyThenable ? Promise.resolve(result) : result;
        },
        interrupt: () => interpreter.exports.interrupt(),
        replInit: () => interpreter.exports.repl_start(),
        replProcessChar: (character) => interpreter.exports.repl_key(character),
        replProcessCharWithAsyncify: async (character) => interpreter.exports.repl_key(character),
    };
}

export { loadMicroPython as loadAmphis, PyProxy, PythonError };

globalThis.loadMicroPython = loadMicroPython;

/** The command `node micropython.mjs [-X heapsize=N[k|m]] [file ...]`. */
async function runCommand() {
    const { readFileSync } = await import("node:fs");
    const units = { k: 1 << 10, m: 1 << 20 };
    const words = process.argv.slice(2);
    const options = { stdin: undefined };
    let code = "";
    let hasCode = false;
    while (words.length > 0) {
        const word = words.shift();
        const size = word === "-X" && /^heapsize=(\d+)([kmKM]?)$/.exec(words[0] ?? "");
        if (size) {
            words.shift();
            options.heapsize = Number(size[1]) * (units[size[2].toLowerCase()] ?? 1);
        } else {
            code += readFileSync(word, "utf8");
            hasCode = true;
        }
    }
    if (!hasCode && !process.stdin.isTTY) {
        code = readFileSync(0, "utf8");
        hasCode = true;
    }
    const python = await loadMicroPython(options);
    if (!hasCode) {
        python.replInit();
        process.stdin.setRawMode(true);
        process.stdin.on("data", (keys) => {
            for (const key of keys) {
                const end = python.replProcessChar(key);
                if (end) process.exit(end - 256);
            }
        });
        return;
    }
    try {
        await python.runPythonAsync(code);
    } catch (error) {
        if (!(error instanceof PythonError)) throw error;
        if (error.type === "SystemExit") {
            process.exitCode = error.status;
        } else {
            process.stderr.write(error.message);
            process.exitCode = 1;
        }
    }
}

if (isNode && process.argv.length > 1) {
    const [{ realpathSync }, { fileURLToPath }] = [await import("node:fs"), await import("node:url")];
    let program;
    try {
        program = realpathSync(process.argv[1]);
    } catch {
        // A program that is no file, as with `node --eval`.
    }
    if (program === realpathSync(fileURLToPath(import.meta.url))) await runCommand();
}
