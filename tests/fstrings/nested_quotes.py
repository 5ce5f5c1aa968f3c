# oracle: expected
# Forms of f-strings that Python 3.12 brought: quotes of any kind inside, backslashes, comments.
x = 5
d = {"k": "v"}
print(f"{d["k"]}")
print(f'{d['k']} {"a" + 'b'}')
print(f"{f"{f"{x}"}"}")
print(f"{"\n".join(["a", "b"])}")
print(f"{'\t'}|")
print(f"{
    x  # a comment
    + 1
}")
print(f"{x:{"0"}>{x}}")
print(f"{"{"}{"}"}")
print(f"{x!r:{"^"}{10}}|")
print(f"{d["k"]=}")
print(f"""{"""triple"""}""")
print(f"{", ".join(f"{k}={v}" for k, v in d.items())}")
