# A Lisp in Python.
import operator as op
class Symbol(str): pass
def parse(text):
    tokens = text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()
    def read():
        if not tokens: raise SyntaxError("unexpected end")
        t = tokens.pop(0)
        if t == "(":
            l = []
            while tokens and tokens[0] != ")": l.append(read())
            if not tokens: raise SyntaxError("missing )")
            tokens.pop(0); return l
        if t == ")": raise SyntaxError("unexpected )")
        if t == "'": return [Symbol("quote"), read()]
        for kind in (int, float):
            try: return kind(t)
            except ValueError: pass
        return Symbol(t)
    while tokens: yield read()
class Env(dict):
    def __init__(self, names=(), values=(), outer=None): super().__init__(zip(names, values)); self.outer = outer
    def find(self, n):
        if n in self: return self
        if self.outer is None: raise NameError(f"unbound: {n}")
        return self.outer.find(n)
class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env
    def __call__(self, *args):
        if len(args) != len(self.params): raise TypeError(f"expected {len(self.params)} arguments")
        return evaluate(self.body, Env(self.params, args, self.env))
def evaluate(x, env):
    while True:
        if isinstance(x, Symbol): return env.find(x)[x]
        if not isinstance(x, list): return x
        if not x: return []
        match x:
            case ["quote", y]: return y
            case ["if", c, a, *b]: x = a if evaluate(c, env) not in (False, []) else b[0] if b else []
            case ["define", [name, *params], *body]: env[name] = Lambda(params, [Symbol("begin"), *body], env); return name
            case ["define", name, y]: env[name] = evaluate(y, env); return name
            case ["set!", name, y]: env.find(name)[name] = evaluate(y, env); return []
            case ["lambda", params, *body]: return Lambda(params, [Symbol("begin"), *body], env)
            case ["let", bindings, *body]: env = Env([b[0] for b in bindings], [evaluate(b[1], env) for b in bindings], env); x = [Symbol("begin"), *body]
            case ["begin", *rest, last]:
                for y in rest: evaluate(y, env)
                x = last
            case ["and", *ys]:
                r = True
                for y in ys:
                    r = evaluate(y, env)
                    if r is False: break
                return r
            case [f, *args]:
                f = evaluate(f, env); args = [evaluate(a, env) for a in args]
                if isinstance(f, Lambda) and len(args) == len(f.params): env = Env(f.params, args, f.env); x = f.body
                else: return f(*args)
def fold(f, unit=None):
    def g(*a):
        r = a[0] if a else unit
        for y in a[1:]: r = f(r, y)
        return r
    return g
def show(x):
    if isinstance(x, bool): return "#t" if x else "#f"
    if isinstance(x, list): return "(" + " ".join(map(show, x)) + ")"
    return "<lambda>" if isinstance(x, Lambda) else str(x)
top = Env(); top.update({"+": fold(op.add, 0), "*": fold(op.mul, 1), "-": lambda a, *b: -a if not b else a - sum(b), "/": fold(op.truediv), "=": op.eq, "<": op.lt, ">": op.gt, "<=": op.le, "cons": lambda a, b: [a, *b], "car": lambda l: l[0], "cdr": lambda l: l[1:], "list": lambda *a: list(a), "null?": lambda l: l == [], "not": lambda x: x is False, "mod": op.mod, "#t": True, "#f": False, "length": len, "apply": lambda f, l: f(*l)})
for line in """(+ 1 2 (* 3 4))
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(fact 30)
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(map (lambda (x) (* x x)) '(1 2 3 4))
(define (filter p l) (if (null? l) '() (if (p (car l)) (cons (car l) (filter p (cdr l))) (filter p (cdr l)))))
(define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
(filter (lambda (x) (= 0 (mod x 3))) (range 0 20))
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(loop 3000 0)
(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define c (counter))
(begin (c) (c) (c))
(define (sort l) (if (null? l) l (let ((p (car l)) (r (cdr l))) (append (sort (filter (lambda (x) (< x p)) r)) (cons p (sort (filter (lambda (x) (not (< x p))) r)))))))
(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))
(sort '(3 1 4 1 5 9 2 6 5 3 5))
((lambda (f) (f f 10)) (lambda (f n) (if (< n 2) n (+ (f f (- n 1)) (f f (- n 2))))))
(and 1 2 (= 1 1))
(apply + (map length '((1 2) (3) ())))
(quote (a b (c "d")))
undefined
(fact)
(1 2)
(car '())
(/ 1 0)
(+ 1 'a)
(
)
(/ 10 4)
(* 1.5 2)""".split("\n"):
    try:
        for x in parse(line): print(line[:30], "=>", show(evaluate(x, top)))
    except Exception as e: print(line[:30], "!!", type(e).__name__, e)
