# size: 700000
# count: 600
# Names made while running: getattr, setattr and hasattr with computed names, interned names as keys.
import sys


class Record:
    pass


def main(n):
    records = [Record() for _ in range(50)]
    checksum = 0
    for turn in range(n):
        record = records[turn % 50]
        name = "field" + str(turn % 120)
        if hasattr(record, name):
            value = getattr(record, name) + 1
        else:
            value = 1
        setattr(record, name, value)
        checksum += value
    names = sorted(records[7].__dict__)
    namespace = {}
    for turn in range(n // 100):
        exec("value_%d = %d" % (turn % 300, turn), namespace)
    total = sum(value for name, value in namespace.items() if name.startswith("value_"))
    print(checksum, len(names), names[:3], total)


main(int(sys.argv[1]) if len(sys.argv) > 1 else 700000)
