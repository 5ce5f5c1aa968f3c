# A lexer, a Pratt parser, an evaluator and a small virtual machine for arithmetic.
class Token:
    __slots__ = "kind", "text", "at"
    def __init__(self, kind, text, at): self.kind, self.text, self.at = kind, text, at
    def __repr__(self): return f"{self.kind}:{self.text}"
def lex(source):
    i = 0
    while i < len(source):
        c = source[i]
        if c.isspace(): i += 1; continue
        start = i
        if c.isdigit():
            while i < len(source) and (source[i].isdigit() or source[i] == "."): i += 1
            yield Token("number", source[start:i], start)
        elif c.isalpha():
            while i < len(source) and source[i].isalnum(): i += 1
            yield Token("name", source[start:i], start)
        elif source[i:i + 2] == "**": i += 2; yield Token("op", "**", start)
        elif c in "+-*/()=,%": i += 1; yield Token("op", c, start)
        else: raise SyntaxError(f"bad character {c!r} at {i}")
    while True: yield Token("end", "", len(source))
POWER = {"+": (10, 11), "-": (10, 11), "*": (20, 21), "/": (20, 21), "%": (20, 21), "**": (31, 30)}
class Parser:
    def __init__(self, source): self.tokens = lex(source); self.advance()
    def advance(self): self.token = next(self.tokens)
    def expect(self, text):
        if self.token.text != text: raise SyntaxError(f"expected {text!r}, got {self.token.text!r}")
        self.advance()
    def parse(self):
        tree = self.expression(0)
        if self.token.kind != "end": raise SyntaxError(f"unexpected {self.token!r}")
        return tree
    def expression(self, limit):
        token = self.token; self.advance()
        match token.kind, token.text:
            case "number", text: left = ("num", float(text) if "." in text else int(text))
            case "name", name:
                if self.token.text == "(":
                    self.advance(); args = []
                    while self.token.text != ")":
                        args.append(self.expression(0))
                        if self.token.text == ",": self.advance()
                    self.advance(); left = ("call", name, args)
                else: left = ("name", name)
            case "op", "(": left = self.expression(0); self.expect(")")
            case "op", "-": left = ("neg", self.expression(25))
            case _: raise SyntaxError(f"unexpected {token!r}")
        while self.token.kind == "op" and POWER.get(self.token.text, (-1,))[0] >= limit:
            op = self.token.text; self.advance()
            left = ("bin", op, left, self.expression(POWER[op][1]))
        return left
def evaluate(tree, env):
    match tree:
        case ("num", n): return n
        case ("name", name): return env[name]
        case ("neg", t): return -evaluate(t, env)
        case ("call", name, args): return env[name](*[evaluate(a, env) for a in args])
        case ("bin", op, l, r):
            l, r = evaluate(l, env), evaluate(r, env)
            return {"+": lambda: l + r, "-": lambda: l - r, "*": lambda: l * r, "/": lambda: l / r, "%": lambda: l % r, "**": lambda: l ** r}[op]()
def compile_(tree, code):
    kind, *rest = tree
    if kind == "num": code.append(("push", rest[0]))
    elif kind == "name": code.append(("load", rest[0]))
    elif kind == "neg": compile_(rest[0], code); code.append(("neg",))
    elif kind == "call":
        for a in rest[1]: compile_(a, code)
        code.append(("call", rest[0], len(rest[1])))
    else: compile_(rest[1], code); compile_(rest[2], code); code.append(("op", rest[0]))
    return code
def run(code, env):
    stack = []
    for ins, *args in code:
        if ins == "push": stack.append(args[0])
        elif ins == "load": stack.append(env[args[0]])
        elif ins == "neg": stack.append(-stack.pop())
        elif ins == "call": n = args[1]; a = stack[len(stack) - n:]; del stack[len(stack) - n:]; stack.append(env[args[0]](*a))
        else: b = stack.pop(); a = stack.pop(); stack.append(eval("a" + args[0] + "b"))
    return stack.pop()
env = {"pi": 3.14159, "x": 7, "max": max, "min": min, "abs": abs, "sum": lambda *a: sum(a)}
for source in ("1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "10 - 3 - 2", "7 / 2", "x % 4 + pi", "max(1, x, 3) * min(2, 5)", "abs(-x) + sum(1, 2, 3)", "2 ** 100", "sum()", "1 +", "(1", "1 $ 2", "1 2", "y + 1", "1 / 0", "max(1,,2)"):
    try:
        tree = Parser(source).parse(); print(source, "=", evaluate(tree, env), run(compile_(tree, []), env), tree)
    except (SyntaxError, KeyError, ZeroDivisionError) as e: print(source, "!", type(e).__name__, e)
