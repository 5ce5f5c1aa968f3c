# floats: 64
# oracle: expected
# time as MicroPython has it.
import time
a = time.ticks_ms(); b = time.ticks_us(); c = time.ticks_cpu(); print(a >= 0, b >= 0, c >= 0)
time.sleep_ms(15); time.sleep_us(100); d = time.ticks_diff(time.ticks_ms(), a); print(14 <= d < 5000, time.ticks_diff(time.ticks_us(), b) >= 14000)
time.sleep(0.01); time.sleep(0); print(time.ticks_diff(time.ticks_ms(), a) >= 24)
print(time.ticks_diff(10, 5), time.ticks_diff(5, 10), time.ticks_add(5, 3), time.ticks_diff(time.ticks_add(a, 100), a), time.ticks_diff(time.ticks_add(a, -100), a))
m = time.ticks_add(0, -1); print(m > 0, time.ticks_diff(0, m), time.ticks_diff(m, 0), time.ticks_add(m, 1), (m & (m + 1)) == 0)
try: time.ticks_add(0, m); print("accepted")
except OverflowError as e: print(type(e).__name__)
n = time.time_ns(); print(n > 1600000000 * 10**9, abs(time.time() - n / 1e9) < 5, type(time.time()), time.localtime(0)[:3] in ((1970, 1, 1), (1969, 12, 31)))
print(time.gmtime(86400 * 365)[:6], time.gmtime(951782400)[:6], len(time.gmtime(0)) >= 8, time.mktime(time.localtime(1000000000)) == 1000000000)
