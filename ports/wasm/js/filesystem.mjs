// The files of one interpreter, in memory: a tree of directories (Map) and files (bytes). What Python sees of it are file
// descriptors and error numbers; what a page sees is `FS`.

const ENOENT = 2;
const EBADF = 9;
const EEXIST = 17;
const ENOTDIR = 20;
const EISDIR = 21;
const EINVAL = 22;
const ENOTEMPTY = 39;

const DIRECTORY = 0o040777;
const FILE = 0o100666;

// Bits of the mode of `open`, see `Host::open` in the crate hal.
const READ = 1;
const WRITE = 2;
const APPEND = 4;
const CREATE = 8;
const EXCLUSIVE = 16;
const TRUNCATE = 32;

const NAMES = { 2: "ENOENT", 9: "EBADF", 17: "EEXIST", 20: "ENOTDIR", 21: "EISDIR", 22: "EINVAL", 39: "ENOTEMPTY" };

/** What the calls of `FS` throw. `errno` is the error number of the system, `code` its name. */
export class ErrnoError extends Error {
    constructor(errno, path) {
        super(`${NAMES[errno] ?? errno}: ${path}`);
        this.name = "ErrnoError";
        this.errno = errno;
        this.code = NAMES[errno];
    }
}

class Node {
    constructor(mode) {
        this.mode = mode;
        this.entries = mode === DIRECTORY ? new Map() : null;
        this.bytes = new Uint8Array(0);
        this.size = 0;
        this.times = [Date.now(), Date.now(), Date.now()];
    }

    get isDirectory() {
        return this.entries !== null;
    }

    /** Makes room, twice as much each time, so that many small writes are not slow. */
    reserve(size) {
        if (size > this.bytes.length) {
            const bytes = new Uint8Array(Math.max(size, this.bytes.length * 2));
            bytes.set(this.bytes.subarray(0, this.size));
            this.bytes = bytes;
        }
    }

    resize(size) {
        this.reserve(size);
        if (size < this.size) this.bytes.fill(0, size, this.size);
        this.size = size;
        this.touch();
    }

    touch() {
        this.times[1] = this.times[2] = Date.now();
    }
}

/** The path as a list of names, seen from a directory. */
function split(path, base) {
    const names = path.startsWith("/") ? [] : [...base];
    for (const name of path.split("/")) {
        if (name === "..") names.pop();
        else if (name !== "" && name !== ".") names.push(name);
    }
    return names;
}

/** Functions of paths, as pages use them. */
export const PATH = {
    isAbs: (path) => path.startsWith("/"),
    normalize: (path) => (path.startsWith("/") ? "/" : "") + split(path, []).join("/"),
    dirname(path) {
        const cut = path.replace(/\/+$/, "").lastIndexOf("/");
        return cut < 0 ? "." : path.slice(0, cut) || "/";
    },
    basename: (path) => path.replace(/\/+$/, "").split("/").pop() || "/",
    join: (...parts) => PATH.normalize(parts.join("/")),
};

export class FileSystem {
    constructor() {
        this.root = new Node(DIRECTORY);
        this.base = [];
        this.files = new Map();
        this.free = 3;
        for (const name of ["tmp", "home"]) this.root.entries.set(name, new Node(DIRECTORY));
    }

    find(path) {
        let node = this.root;
        for (const name of split(path, this.base)) {
            if (!node.isDirectory) return -ENOTDIR;
            node = node.entries.get(name);
            if (node === undefined) return -ENOENT;
        }
        return path.endsWith("/") && !node.isDirectory ? -ENOTDIR : node;
    }

    /** The directory that a path lies in, and the name there. */
    place(path) {
        const names = split(path, this.base);
        const name = names.pop();
        if (name === undefined) return [-EEXIST];
        const parent = this.find(`/${names.join("/")}`);
        if (typeof parent === "number") return [parent];
        return parent.isDirectory ? [parent, name] : [-ENOTDIR];
    }

    // What Python calls: negative results are error numbers.

    open(path, mode) {
        let node = this.find(path);
        if (typeof node === "number") {
            if (node !== -ENOENT || !(mode & CREATE)) return node;
            const [parent, name] = this.place(path);
            if (typeof parent === "number") return parent;
            if (path.endsWith("/")) return -EISDIR;
            node = new Node(FILE);
            parent.entries.set(name, node);
            parent.touch();
        } else if (mode & EXCLUSIVE) return -EEXIST;
        else if (node.isDirectory) return -EISDIR;
        if (mode & TRUNCATE) node.resize(0);
        const descriptor = this.free++;
        this.files.set(descriptor, { node, mode, position: 0 });
        return descriptor;
    }

    read(descriptor, buffer) {
        const file = this.files.get(descriptor);
        if (!file || !(file.mode & READ)) return -EBADF;
        const bytes = file.node.bytes.subarray(file.position, Math.min(file.node.size, file.position + buffer.length));
        buffer.set(bytes);
        file.position += bytes.length;
        return bytes.length;
    }

    write(descriptor, bytes) {
        const file = this.files.get(descriptor);
        if (!file || !(file.mode & (WRITE | APPEND))) return -EBADF;
        const { node } = file;
        if (file.mode & APPEND) file.position = node.size;
        const end = file.position + bytes.length;
        if (end > node.size) node.resize(end);
        node.bytes.set(bytes, file.position);
        node.touch();
        file.position = end;
        return bytes.length;
    }

    seek(descriptor, offset, whence) {
        const file = this.files.get(descriptor);
        if (!file) return -EBADF;
        const position = [0, file.position, file.node.size][whence] + offset;
        if (position < 0) return -EINVAL;
        file.position = position;
        return position;
    }

    truncate(descriptor, size) {
        const file = this.files.get(descriptor);
        if (!file || !(file.mode & (WRITE | APPEND))) return -EBADF;
        file.node.resize(size);
        return 0;
    }

    close(descriptor) {
        return this.files.delete(descriptor) ? 0 : -EBADF;
    }

    makeDirectory(path) {
        if (typeof this.find(path) !== "number") return -EEXIST;
        const [parent, name] = this.place(path);
        if (typeof parent === "number") return parent;
        parent.entries.set(name, new Node(DIRECTORY));
        parent.touch();
        return 0;
    }

    remove(path, directory) {
        const node = this.find(path);
        if (typeof node === "number") return node;
        if (node.isDirectory !== directory) return directory ? -ENOTDIR : -EISDIR;
        if (directory && node.entries.size > 0) return -ENOTEMPTY;
        const [parent, name] = this.place(path);
        if (typeof parent === "number") return -EINVAL;
        parent.entries.delete(name);
        parent.touch();
        return 0;
    }

    rename(from, to) {
        const node = this.find(from);
        if (typeof node === "number") return node;
        const target = this.find(to);
        if (target === node) return 0;
        if (typeof target !== "number") {
            if (target.isDirectory !== node.isDirectory) return target.isDirectory ? -EISDIR : -ENOTDIR;
            if (target.isDirectory && target.entries.size > 0) return -ENOTEMPTY;
        }
        const [source, name] = this.place(from);
        const [parent, newName] = this.place(to);
        if (typeof source === "number" || typeof parent === "number") return typeof parent === "number" ? parent : -EINVAL;
        const [inside, outer] = [split(to, this.base), split(from, this.base)];
        if (inside.length > outer.length && outer.every((part, at) => part === inside[at])) return -EINVAL;
        source.entries.delete(name);
        parent.entries.set(newName, node);
        return 0;
    }

    change(path) {
        const node = this.find(path);
        if (typeof node === "number") return node;
        if (!node.isDirectory) return -ENOTDIR;
        this.base = split(path, this.base);
        return 0;
    }

    get current() {
        return `/${this.base.join("/")}`;
    }
}

/** Throws what an error number says, or returns the result. */
function checked(result, path) {
    if (typeof result === "number" && result < 0) throw new ErrnoError(-result, path);
    return result;
}

/** The calls that pages make, after those of Emscripten's FS. */
export function publicInterface(files) {
    const bytesOf = (data) => {
        if (typeof data === "string") return new TextEncoder().encode(data);
        if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        return new Uint8Array(data);
    };
    const write = (path, data, mode) => {
        const descriptor = checked(files.open(path, mode), path);
        files.write(descriptor, bytesOf(data));
        files.close(descriptor);
    };
    return {
        ErrnoError,
        cwd: () => files.current,
        chdir: (path) => void checked(files.change(path), path),
        mkdir: (path) => void checked(files.makeDirectory(path), path),
        mkdirTree(path) {
            let at = path.startsWith("/") ? "/" : files.current;
            for (const name of split(path, [])) {
                at = PATH.join(at, name);
                const node = files.find(at);
                if (typeof node === "number") checked(files.makeDirectory(at), at);
                else if (!node.isDirectory) throw new ErrnoError(ENOTDIR, at);
            }
        },
        writeFile: (path, data) => write(path, data, WRITE | CREATE | TRUNCATE),
        appendFile: (path, data) => write(path, data, APPEND | CREATE),
        readFile(path, { encoding = "binary" } = {}) {
            const node = checked(files.find(path), path);
            if (node.isDirectory) throw new ErrnoError(EISDIR, path);
            const bytes = node.bytes.slice(0, node.size);
            return encoding === "utf8" ? new TextDecoder().decode(bytes) : bytes;
        },
        readdir(path) {
            const node = checked(files.find(path), path);
            if (!node.isDirectory) throw new ErrnoError(ENOTDIR, path);
            return [".", "..", ...node.entries.keys()];
        },
        stat(path) {
            const node = checked(files.find(path), path);
            const [atime, mtime, ctime] = node.times.map((time) => new Date(time));
            return { mode: node.mode, size: node.size, atime, mtime, ctime };
        },
        analyzePath(path) {
            const node = files.find(path);
            const exists = typeof node !== "number";
            return { exists, error: exists ? 0 : -node, object: exists ? node : null, path: PATH.join(files.current, path) };
        },
        unlink: (path) => void checked(files.remove(path, false), path),
        rmdir: (path) => void checked(files.remove(path, true), path),
        rename: (from, to) => void checked(files.rename(from, to), from),
        isDir: (mode) => (mode & 0o170000) === 0o040000,
        isFile: (mode) => (mode & 0o170000) === 0o100000,
    };
}
