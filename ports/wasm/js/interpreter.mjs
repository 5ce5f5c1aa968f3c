// One interpreter: an instance of the WebAssembly module, the objects that each side holds of the other, and values on their
// way between them. What the numbers mean is in `src/exchange.rs`.

import { FileSystem } from "./filesystem.mjs";

const UNDEFINED = 0;
const NONE = 1;
const BOOL = 2;
const INT = 3;
const FLOAT = 4;
const TEXT = 5;
const BIG = 6;
const JS = 7;
const PYTHON = 8;
const ERROR = 9;
const END = 10;

const CALLABLE = 1;
const AWAITABLE = 2;
export const DICT = 4;
const SEQUENCE = 8;
const BUFFER = 16;

/** The number of the namespace of `__main__`. */
export const MAIN_NAMESPACE = 2;
const SLOT = 16;
const GLOBAL = 0;
const UNDEFINED_OBJECT = 1;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * An exception of Python. `type` is the name of its class, `message` the report with the traceback, `status` the exit status that a
 * `SystemExit` asks for.
 */
export class PythonError extends Error {
    constructor(type, message) {
        super(message);
        this.name = "PythonError";
        this.type = type;
    }
}

/** A generator or coroutine of Python, which JavaScript may await. */
export class PyProxyThenable {
    constructor(interpreter, ref) {
        Object.defineProperty(this, "_interpreter", { value: interpreter });
        this._ref = ref;
    }

    then(resolve, reject) {
        return this._interpreter.drive(this._ref).then(resolve, reject);
    }
}

/** A Python object in JavaScript. */
export class PyProxy {
    constructor(ref) {
        this._ref = ref;
    }

    /** A copy made of arrays, objects and `Uint8Array`s; what is no `PyProxy` stays as it is. */
    static toJs(value) {
        return value instanceof PyProxy ? interpreterOf.get(value).toJs(value._ref) : value;
    }

    /** Lets the Python object go; the proxy must not be used after that. */
    static destroy(value) {
        interpreterOf.get(value)?.destroy(value);
    }
}

/** The interpreter of each proxy. */
const interpreterOf = new WeakMap();

export class Interpreter {
    constructor(output) {
        this.files = new FileSystem();
        this.output = output;
        // JavaScript's objects that Python holds: `objects` by number, with how often Python mentions them.
        this.objects = [{ object: globalThis, count: 1 }, { object: undefined, count: 1 }];
        this.numbers = new Map([[globalThis, GLOBAL]]);
        this.freeNumbers = [];
        // Proxies of Python's objects, by number: weak, and what the object is like.
        this.proxies = new Map();
        this.registry = new FinalizationRegistry(({ ref, entry }) => {
            // There may be a younger proxy of the same object, or of another one under its number.
            if (this.proxies.get(ref) === entry) this.forget(ref);
        });
    }

    async start(module, { heapsize, pystack }) {
        const { instance } = module instanceof WebAssembly.Module
            ? { instance: await WebAssembly.instantiate(module, { amphis: this.imports() }) }
            : await WebAssembly.instantiate(module, { amphis: this.imports() });
        this.exports = instance.exports;
        this.memory = instance.exports.memory;
        if (!this.exports.start(heapsize, pystack)) throw new Error("there is not enough memory for the interpreter");
    }

    // Memory. Views are made anew, for memory may have grown.

    get view() {
        return new DataView(this.memory.buffer);
    }

    bytes(start, length) {
        return new Uint8Array(this.memory.buffer, start >>> 0, length);
    }

    text(start, length) {
        return decoder.decode(this.bytes(start, length));
    }

    allocate(size) {
        const start = this.exports.allocate(size);
        if (start === 0) throw new RangeError("the interpreter has no memory left");
        return start >>> 0;
    }

    /** Gives bytes to Python: address and length. */
    give(bytes) {
        const start = this.allocate(bytes.length);
        this.bytes(start, bytes.length).set(bytes);
        return [start, bytes.length];
    }

    giveText(text) {
        return this.give(encoder.encode(text));
    }

    /** Runs something with room for slots. */
    withSlots(count, run) {
        const start = this.allocate(count * SLOT);
        try {
            return run(start);
        } finally {
            this.exports.free(start, count * SLOT);
        }
    }

    // Values.

    writeSlot(at, tag, extra) {
        const view = this.view;
        view.setUint32(at, tag, true);
        view.setUint32(at + 4, extra, true);
        view.setBigUint64(at + 8, 0n, true);
        return view;
    }

    writeText(at, text) {
        const [start, length] = this.giveText(text);
        this.writeSlot(at, TEXT, length).setUint32(at + 8, start, true);
    }

    /** Writes a value for Python. */
    write(at, value) {
        switch (typeof value) {
            case "undefined":
                this.writeSlot(at, UNDEFINED, 0);
                return;
            case "boolean":
                this.writeSlot(at, BOOL, 0).setUint32(at + 8, value ? 1 : 0, true);
                return;
            case "number":
                if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
                    this.writeSlot(at, INT, 0).setBigInt64(at + 8, BigInt(value), true);
                } else {
                    this.writeSlot(at, FLOAT, 0).setFloat64(at + 8, value, true);
                }
                return;
            case "bigint":
                this.writeBig(at, value);
                return;
            case "string":
                this.writeText(at, value);
                return;
        }
        if (value === null) {
            this.writeSlot(at, NONE, 0);
            return;
        }
        const python = this.pythonOf(value);
        if (python !== undefined) {
            this.writeSlot(at, PYTHON, 0).setUint32(at + 8, python, true);
            return;
        }
        const number = this.hold(value);
        this.writeSlot(at, JS, typeof value === "function" ? 1 : 0).setUint32(at + 8, number, true);
    }

    writeBig(at, value) {
        if (BigInt.asIntN(64, value) === value) {
            this.writeSlot(at, INT, 0).setBigInt64(at + 8, value, true);
            return;
        }
        const bytes = [];
        for (let rest = value < 0n ? -value : value; rest > 0n; rest >>= 64n) {
            const part = new DataView(new ArrayBuffer(8));
            part.setBigUint64(0, BigInt.asUintN(64, rest), true);
            bytes.push(...new Uint8Array(part.buffer));
        }
        const [start, length] = this.give(new Uint8Array(bytes));
        this.writeSlot(at, BIG, length * 2 + (value < 0n ? 1 : 0)).setUint32(at + 8, start, true);
    }

    /** The number of a Python object whose proxy this is. */
    pythonOf(value) {
        if (value instanceof PyProxy || value instanceof PyProxyThenable || typeof value === "function") {
            if (interpreterOf.get(value) !== this) return undefined;
            if (value._ref < 0) throw new Error("the proxy was destroyed");
            return value._ref;
        }
        return undefined;
    }

    /** Reads a value from Python. Exceptions are thrown. */
    read(at) {
        const view = this.view;
        const tag = view.getUint32(at, true);
        const extra = view.getUint32(at + 4, true);
        const number = view.getUint32(at + 8, true);
        switch (tag) {
            case UNDEFINED:
            case END:
                return undefined;
            case NONE:
                return null;
            case BOOL:
                return number !== 0;
            case INT: {
                const value = view.getBigInt64(at + 8, true);
                return extra === 0 ? Number(value) : value;
            }
            case FLOAT:
                return view.getFloat64(at + 8, true);
            case TEXT:
                return this.text(number, extra);
            case BIG: {
                let value = 0n;
                const magnitude = this.bytes(number, extra >>> 1);
                for (let index = magnitude.length - 1; index >= 0; index--) value = (value << 8n) | BigInt(magnitude[index]);
                return extra & 1 ? -value : value;
            }
            case JS:
                return this.objects[number].object;
            case PYTHON:
                return this.proxy(number, extra);
            case ERROR:
                throw this.errorOf(number);
        }
        throw new Error("the interpreter gave no value");
    }

    isEnd(at) {
        return this.view.getUint32(at, true) === END;
    }

    errorOf(ref) {
        return this.withSlots(3, (slots) => {
            this.exports.describe(ref, slots);
            const error = new PythonError(this.read(slots), this.read(slots + SLOT));
            error.status = this.read(slots + 2 * SLOT);
            if (ref > MAIN_NAMESPACE) this.exports.release(ref);
            return error;
        });
    }

    /** Calls an export whose last argument is a slot for the result. */
    ask(name, ...parameters) {
        return this.withSlots(2, (slots) => {
            this.exports[name](...parameters, slots);
            return this.read(slots);
        });
    }

    // JavaScript's objects.

    /** The number of an object, which Python mentions once more. */
    hold(object) {
        if (object === undefined) return UNDEFINED_OBJECT;
        let number = this.numbers.get(object);
        if (number === undefined) {
            number = this.freeNumbers.pop() ?? this.objects.length;
            this.objects[number] = { object, count: 0 };
            this.numbers.set(object, number);
        }
        this.objects[number].count++;
        return number;
    }

    letGo(number) {
        const entry = this.objects[number];
        if (number > UNDEFINED_OBJECT && entry !== undefined && --entry.count === 0) {
            this.numbers.delete(entry.object);
            this.objects[number] = undefined;
            this.freeNumbers.push(number);
        }
    }

    // Python's objects.

    proxy(ref, traits) {
        const known = this.proxies.get(ref)?.weak.deref();
        if (known !== undefined) return known;
        const proxy = this.makeProxy(ref, traits);
        const entry = { weak: new WeakRef(proxy), traits };
        this.proxies.set(ref, entry);
        this.registry.register(proxy, { ref, entry }, proxy);
        return proxy;
    }

    makeProxy(ref, traits) {
        let proxy;
        if (traits & AWAITABLE) {
            proxy = new PyProxyThenable(this, ref);
        } else if (traits & CALLABLE) {
            const obj = (...values) => this.call(proxy._ref, values);
            obj._ref = ref;
            proxy = obj;
        } else {
            const target = new PyProxy(ref);
            proxy = new Proxy(target, handlerOf(this, traits));
            interpreterOf.set(target, this);
        }
        interpreterOf.set(proxy, this);
        return proxy;
    }

    forget(ref) {
        this.proxies.delete(ref);
        this.exports.release(ref);
    }

    destroy(proxy) {
        const ref = this.pythonOf(proxy);
        this.registry.unregister(proxy);
        if (this.proxies.get(ref)?.weak.deref() === proxy) this.forget(ref);
        proxy._ref = -1;
    }

    call(ref, values) {
        if (ref < 0) throw new Error("the proxy was destroyed");
        while (values.length > 0 && values[values.length - 1] === undefined) values.pop();
        const size = (values.length + 1) * SLOT;
        const slots = this.allocate(size);
        let result;
        try {
            values.forEach((value, index) => this.write(slots + (index + 1) * SLOT, value));
            this.exports.call(ref, slots + SLOT, values.length, slots);
            result = this.read(slots);
        } finally {
            this.exports.free(slots, size);
        }
        return result instanceof PyProxyThenable ? Promise.resolve(result) : result;
    }

    member(ref, name, action, value) {
        return this.withSlots(1, (slot) => {
            if (action === MEMBER_WRITE) this.write(slot, value);
            this.exports.member(ref, ...this.giveText(name), action, slot);
            return this.read(slot);
        });
    }

    names(ref) {
        return this.member(ref, "", MEMBER_LIST).split("\0").slice(0, -1);
    }

    item(ref, index) {
        return this.withSlots(1, (slot) => {
            this.write(slot, index);
            this.exports.inspect(ref, INSPECT_ITEM, slot);
            return this.read(slot);
        });
    }

    *iterate(ref) {
        const iterator = this.ask("inspect", ref, INSPECT_ITERATOR);
        const number = iterator._ref ?? ref;
        for (;;) {
            const step = this.withSlots(1, (slot) => {
                this.exports.inspect(number, INSPECT_NEXT, slot);
                return this.isEnd(slot) ? END_OF_ITERATION : { value: this.read(slot) };
            });
            if (step === END_OF_ITERATION) return;
            yield step.value;
        }
    }

    toJs(ref) {
        const copy = (value) => (value instanceof PyProxy ? this.toJs(value._ref) : value);
        const { weak, traits } = this.proxies.get(ref);
        if (traits & SEQUENCE) return [...this.iterate(ref)].map(copy);
        if (traits & DICT) {
            const pairs = this.ask("inspect", ref, INSPECT_PAIRS);
            return Object.fromEntries([...this.iterate(pairs._ref)].map((pair) => [this.item(pair._ref, 0), copy(this.item(pair._ref, 1))]));
        }
        if (traits & BUFFER) {
            return this.withSlots(1, (slot) => {
                this.exports.inspect(ref, INSPECT_BYTES, slot);
                const view = this.view;
                return this.bytes(view.getUint32(slot + 8, true), view.getUint32(slot + 4, true)).slice();
            });
        }
        return weak.deref();
    }

    // Coroutines.

    /** Runs a coroutine: what it waits for goes back into it, until it ends. */
    async drive(ref) {
        let [value, failed] = [undefined, false];
        for (;;) {
            const [result, ended] = this.withSlots(2, (slots) => {
                this.write(slots, value);
                this.exports.resume(ref, failed, slots);
                const result = this.read(slots);
                return [result, this.isEnd(slots + SLOT)];
            });
            if (ended) return result;
            try {
                value = await result;
                failed = false;
            } catch (error) {
                [value, failed] = [error, true];
            }
        }
    }

    // What Python calls.

    imports() {
        return { ...this.hostImports(), ...this.objectImports(), ...this.fileImports() };
    }

    hostImports() {
        return {
            write: (stream, start, length) => this.output.write(stream, this.bytes(start, length)),
            read: (start, length) => this.output.read(this.bytes(start, length)),
            monotonic: () => performance.now(),
            now: () => Date.now(),
            local_offset: (seconds) => -60 * new Date(seconds * 1000).getTimezoneOffset(),
            sleep: (milliseconds) => this.sleep(milliseconds),
            entropy: (start, length) => {
                // At most 65536 bytes at once.
                for (let at = 0; at < length; at += 65536) {
                    crypto.getRandomValues(this.bytes(start + at, Math.min(65536, length - at)));
                }
            },
        };
    }

    /** Waits without the event loop: where that is not allowed, by looking at the clock. */
    sleep(milliseconds) {
        try {
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
        } catch {
            const end = performance.now() + milliseconds;
            while (performance.now() < end);
        }
    }

    /** Runs JavaScript for Python: 0, or 1 if it threw, and then the output has what. */
    guard(output, run) {
        try {
            run();
            return 0;
        } catch (error) {
            this.write(output, error);
            return 1;
        }
    }

    argumentsAt(start, count, named) {
        const values = [];
        const positional = count - 2 * named;
        for (let index = 0; index < positional; index++) values.push(this.read(start + index * SLOT));
        if (named > 0) {
            const last = {};
            for (let index = positional; index < count; index += 2) {
                last[this.read(start + index * SLOT)] = this.read(start + (index + 1) * SLOT);
            }
            values.push(last);
        }
        return values;
    }

    objectImports() {
        const object = (number) => this.objects[number].object;
        return {
            js_get: (number, start, length, output) =>
                this.guard(output, () => {
                    const name = this.text(start, length);
                    const value = object(number)[name];
                    // A name that is there with the value undefined is an attribute, too.
                    if (value === undefined && !hasMember(object(number), name)) this.writeSlot(output, END, 0);
                    else this.write(output, value);
                }),
            js_set: (number, start, length, value) =>
                this.guard(value, () => {
                    object(number)[this.text(start, length)] = this.read(value);
                }),
            js_delete: (number, start, length, output) =>
                this.guard(output, () => {
                    const name = this.text(start, length);
                    this.write(output, hasMember(object(number), name) && delete object(number)[name]);
                }),
            js_get_item: (number, key, output) => this.guard(output, () => this.write(output, object(number)[this.read(key)])),
            js_set_item: (number, key, value) =>
                this.guard(value, () => {
                    object(number)[this.read(key)] = this.read(value);
                }),
            js_has: (number, key, output) =>
                this.guard(output, () => {
                    const [container, item] = [object(number), this.read(key)];
                    const found = typeof container.has === "function" ? container.has(item) : container.includes?.(item);
                    this.write(output, found ?? item in container);
                }),
            js_length: (number, output) =>
                this.guard(output, () => {
                    const container = object(number);
                    this.write(output, container?.length ?? container?.size);
                }),
            js_call: (number, self, start, count, named, output) =>
                this.guard(output, () => {
                    const values = this.argumentsAt(start, count, named);
                    this.write(output, Reflect.apply(object(number), object(self), values));
                }),
            js_construct: (number, start, count, named, output) =>
                this.guard(output, () => {
                    const [target, values] = [object(number), this.argumentsAt(start, count, named)];
                    // A method `new` of the object itself goes before making one.
                    if (typeof target.new === "function") this.write(output, target.new(...values));
                    else this.write(output, Reflect.construct(target, values));
                }),
            js_iterate: (number, output) =>
                this.guard(output, () => {
                    const make = object(number)?.[Symbol.iterator];
                    if (typeof make !== "function") throw new TypeError("object is not iterable");
                    this.write(output, make.call(object(number)));
                }),
            js_next: (number, output) =>
                this.guard(output, () => {
                    const { done, value } = object(number).next();
                    if (done) this.writeSlot(output, END, 0);
                    else this.write(output, value);
                }),
            js_release: (number) => this.letGo(number),
            js_retain: (number) => {
                this.objects[number].count++;
            },
            js_array: (start, count) => this.hold(Array.from({ length: count }, (_, index) => this.read(start + index * SLOT))),
            js_object: (start, count) => {
                const result = {};
                for (let index = 0; index < count; index += 2) {
                    result[this.read(start + index * SLOT)] = this.read(start + (index + 1) * SLOT);
                }
                return this.hold(result);
            },
            js_bytes: (start, length) => this.hold(this.bytes(start, length).slice()),
            js_proxy: (slot) => this.hold(this.read(slot)),
            js_name: (number, output) => {
                const error = object(number);
                this.write(output, String(error?.name ?? typeof error));
                this.write(output + SLOT, String(error?.message ?? error));
            },
        };
    }

    fileImports() {
        const { files } = this;
        const path = (start, length) => this.text(start, length);
        return {
            fs_open: (start, length, mode) => files.open(path(start, length), mode),
            fs_read: (descriptor, start, length) => files.read(descriptor, this.bytes(start, length)),
            fs_write: (descriptor, start, length) => files.write(descriptor, this.bytes(start, length)),
            fs_seek: (descriptor, offset, whence) => files.seek(descriptor, offset, whence),
            fs_truncate: (descriptor, size) => files.truncate(descriptor, size),
            fs_close: (descriptor) => files.close(descriptor),
            fs_stat: (start, length, output) => {
                const node = files.find(path(start, length));
                if (typeof node === "number") return node;
                const view = this.view;
                [node.mode, node.size, ...node.times].forEach((field, index) => view.setFloat64(output + 8 * index, field, true));
                return 0;
            },
            fs_list: (start, length, output) => {
                const node = files.find(path(start, length));
                if (typeof node === "number") return node;
                if (!node.isDirectory) return -20;
                const entries = [...node.entries].map(([name, entry]) => `${entry.isDirectory ? "d" : "f"}${name}\0`);
                this.writeText(output, entries.join(""));
                return 0;
            },
            fs_make_directory: (start, length) => files.makeDirectory(path(start, length)),
            fs_remove_directory: (start, length) => files.remove(path(start, length), true),
            fs_remove_file: (start, length) => files.remove(path(start, length), false),
            fs_rename: (from, fromLength, to, toLength) => files.rename(path(from, fromLength), path(to, toLength)),
            fs_current: (output) => {
                this.writeText(output, files.current);
                return 0;
            },
            fs_change: (start, length) => files.change(path(start, length)),
        };
    }
}

const MEMBER_READ = 0;
const MEMBER_WRITE = 1;
const MEMBER_DELETE = 2;
const MEMBER_HAS = 3;
const MEMBER_LIST = 4;

const INSPECT_ITERATOR = 0;
const INSPECT_NEXT = 1;
const INSPECT_ITEM = 3;
const INSPECT_PAIRS = 4;
const INSPECT_BYTES = 5;

const END_OF_ITERATION = Symbol("end");

function hasMember(object, name) {
    return object !== null && object !== undefined && name in Object(object);
}

/** How JavaScript sees a Python object that is no function: attributes as properties, of a dict its items. */
function handlerOf(interpreter, traits) {
    const refOf = (target) => {
        if (target._ref < 0) throw new Error("the proxy was destroyed");
        return target._ref;
    };
    return {
        get(target, name) {
            if (name === "_ref") return target._ref;
            if (name === Symbol.iterator) return () => interpreter.iterate(refOf(target));
            // A promise must not take an object for one of its kind.
            if (typeof name === "symbol" || name === "then") return undefined;
            if (!(traits & DICT) && traits & SEQUENCE && /^\d+$/.test(name)) return interpreter.item(refOf(target), Number(name));
            return interpreter.member(refOf(target), name, MEMBER_READ);
        },
        set(target, name, value) {
            if (name === "_ref") {
                target._ref = value;
                return true;
            }
            return typeof name === "string" && interpreter.member(refOf(target), name, MEMBER_WRITE, value);
        },
        has(target, name) {
            if (name === Symbol.iterator) return true;
            return typeof name === "string" && interpreter.member(refOf(target), name, MEMBER_HAS);
        },
        deleteProperty: (target, name) => typeof name === "string" && interpreter.member(refOf(target), name, MEMBER_DELETE),
        ownKeys: (target) => interpreter.names(refOf(target)),
        getOwnPropertyDescriptor(target, name) {
            if (typeof name !== "string" || name === "_ref" || !interpreter.member(refOf(target), name, MEMBER_HAS)) return undefined;
            const value = interpreter.member(refOf(target), name, MEMBER_READ);
            return { value, enumerable: true, configurable: true, writable: true };
        },
    };
}
