# floats: 64
# time: conversions in UTC that both have.
import time
for t in (0, 1, 86399, 86400, 951782399, 951868800, 1078012800, 1609459199, 1700000000, 2147483647, 4102444800, -1, -86400 * 400):
    g = time.gmtime(t); print(t, tuple(g)[:8], tuple(time.localtime(t))[:6])
for t in ((2000, 1, 1, 0, 0, 0, 0, 0), (2024, 2, 29, 12, 30, 15, 0, 0), (1999, 12, 31, 23, 59, 59, 0, 0), (2038, 1, 19, 3, 14, 8, 0, 0)):
    try: print(time.mktime(t + (0,)))
    except TypeError: print(time.mktime(t))
print(time.mktime(time.localtime(123456789)), time.time() > 1.6e9, isinstance(time.time(), float), time.time_ns() > 10**18, time.sleep(0), time.gmtime(1.9)[5], time.gmtime()[0] >= 2024)
for bad in ("time.sleep(-1)", "time.sleep('a')", "time.gmtime('x')", "time.mktime(5)", "time.mktime((1, 2))", "time.sleep()"):
    try: eval(bad); print("ok")
    except Exception as e: print(bad, isinstance(e, (TypeError, ValueError)))
print(hasattr(time, "clock") or hasattr(time, "process_time"))
