# Runs a benchmark program whole, and then its function main some times more, under sys.monitoring or not.
# Arguments: the program, its size, how it is monitored, how often main runs.
import gc
import sys

m = sys.monitoring
program, size, how, rounds = sys.argv[1:]
sys.argv[1:] = [size]
# When garbage is collected depends on the memory that the monitoring takes.
gc.disable()


def disable(*arguments):
    return m.DISABLE


def elsewhere():
    pass


def watch(*events):
    m.use_tool_id(m.COVERAGE_ID, "benchmark")
    for event in events:
        m.register_callback(m.COVERAGE_ID, event, disable)
    return sum(events)


if how == "elsewhere":
    m.set_local_events(m.COVERAGE_ID, elsewhere.__code__, watch(m.events.LINE, m.events.PY_START, m.events.CALL))
elif how == "functions":
    m.set_events(m.COVERAGE_ID, watch(m.events.PY_START, m.events.PY_RETURN))
elif how == "lines":
    m.set_events(m.COVERAGE_ID, watch(m.events.LINE))
elif how != "off":
    raise ValueError(how)
space = {"__name__": "program"}
with open(program) as file:
    exec(compile(file.read(), program, "exec"), space)
main = space["main"]
for turn in range(int(rounds)):
    main(int(size))
