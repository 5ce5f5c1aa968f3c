/** How an interpreter is made. */
export interface Options {
    /** Bytes that the heap may grow to. */
    heapsize?: number;
    /** Words of the stack of Python's frames. */
    pystack?: number;
    /** Where the WebAssembly module is; by default beside this file. */
    url?: string;
    /** Gives a character or a code when the program reads standard input; null at the end. */
    stdin?: () => string | number | null;
    /** Gets standard output: a line without its end, or one byte at a time without `linebuffer`. */
    stdout?: ((line: string) => void) | ((byte: Uint8Array) => void);
    /** Gets standard error, in the same way. */
    stderr?: ((line: string) => void) | ((byte: Uint8Array) => void);
    /** Whether output comes in lines. */
    linebuffer?: boolean;
}

/** An exception that Python did not catch. */
export class PythonError extends Error {
    /** The name of its class. */
    type: string;
    /** The exit status that a `SystemExit` asks for. */
    status?: number;
}

/** A Python object: attributes are properties, of a dict its items. */
export class PyProxy {
    /** A copy made of arrays, objects and `Uint8Array`s; what is no `PyProxy` stays as it is. */
    static toJs(value: unknown): unknown;
    /** Lets the Python object go; the proxy raises an error when it is used after that. */
    static destroy(value: unknown): void;
    [name: string]: any;
    [Symbol.iterator](): Iterator<any>;
}

/** Files of an interpreter. */
export interface FileSystem {
    cwd(): string;
    chdir(path: string): void;
    mkdir(path: string): void;
    mkdirTree(path: string): void;
    writeFile(path: string, data: string | ArrayBufferView | ArrayBuffer, options?: object): void;
    appendFile(path: string, data: string | ArrayBufferView | ArrayBuffer): void;
    readFile(path: string, options?: { encoding?: "binary" | "utf8" }): Uint8Array | string;
    readdir(path: string): string[];
    stat(path: string): { mode: number; size: number; atime: Date; mtime: Date; ctime: Date };
    analyzePath(path: string): { exists: boolean; error: number; object: object | null; path: string };
    unlink(path: string): void;
    rmdir(path: string): void;
    rename(from: string, to: string): void;
    isDir(mode: number): boolean;
    isFile(mode: number): boolean;
}

/** An interpreter. */
export interface Interpreter {
    /** Runs a program. The result is the value of its last statement, if that is an expression. */
    runPython(code: string): any;
    /** Runs a program that may wait: `await` is allowed outside of functions. */
    runPythonAsync(code: string): Promise<any> | any;
    /** Imports a module; of a dotted name the last one. */
    pyimport(name: string): any;
    /** Makes an object importable. */
    registerJsModule(name: string, module: object): void;
    /** The variables of `__main__`. */
    globals: { __dict__: any; get(name: string): any; set(name: string, value: unknown): void; delete(name: string): void };
    FS: FileSystem;
    PyProxy: typeof PyProxy;
    /** Asks the running program to raise `KeyboardInterrupt`. */
    interrupt(): void;
    /** Shows the interactive prompt. */
    replInit(): void;
    /** Gives the prompt a byte; the result is 0, or 256 and the status when it is at its end. */
    replProcessChar(byte: number): number;
    replProcessCharWithAsyncify(byte: number): Promise<number>;
}

/** Makes an interpreter with its own memory, files and streams. */
export function loadMicroPython(options?: Options): Promise<Interpreter>;
export { loadMicroPython as loadAmphis };
