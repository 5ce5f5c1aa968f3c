# cmd.Cmd: commands to methods.
import cmd
import io


class Shell(cmd.Cmd):
    prompt = "? "
    intro = "begin"

    def do_add(self, arg):
        """add NUMBER ...: print the sum"""
        print(sum(map(int, arg.split())))

    def do_echo(self, arg):
        print(repr(arg))

    def do_stop(self, arg):
        "stop: end"
        return True

    do_EOF = do_stop

    def help_stars(self):
        print("* * *")

    def do_shell(self, arg):
        print("shell", repr(arg))

    def precmd(self, line):
        print("before", repr(line))
        return line

    def postcmd(self, stop, line):
        print("after", stop, repr(line))
        return stop

    def preloop(self):
        print("preloop")

    def postloop(self):
        print("postloop")


text = """add 1 2 3

help
help add
help echo
help nothing
? stars
echo  a  b
echo
unknown thing
!ls -l
echo=1
  add 5
12
stop
never
"""
out = io.StringIO()
shell = Shell(stdin=io.StringIO(text), stdout=out)
shell.use_rawinput = False
shell.cmdqueue.append("add 40 2")
shell.cmdloop()
print(out.getvalue())
print(shell.lastcmd)

for line in ("", "  ", "a b c", "?x", "!x y", "a1_b=2", "+1", "x"):
    print(repr(line), shell.parseline(line))
plain = cmd.Cmd(stdout=out)
print(plain.parseline("!x"))

out = io.StringIO()
shell.stdout = out
names = ["name%d" % number * (1 + number % 3) for number in range(23)]
for width in (80, 40, 10):
    shell.columnize(names, width)
shell.columnize([])
shell.columnize(["one"])
print(out.getvalue())

end = Shell(stdin=io.StringIO("add 1"), stdout=out)
end.use_rawinput = False
end.cmdloop("other intro")
