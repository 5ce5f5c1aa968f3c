# struct_time and the clocks.
import time

moment = time.struct_time((2024, 2, 29, 12, 30, 45, 3, 60, 0))
print(moment.tm_year, moment.tm_mon, moment.tm_mday, moment.tm_hour, moment.tm_min, moment.tm_sec)
print(moment.tm_wday, moment.tm_yday, moment.tm_isdst, tuple(moment)[:3], len(moment))
epoch = time.gmtime(0)
print(epoch.tm_year, epoch.tm_yday, isinstance(epoch, time.struct_time))
for clock, exact in ((time.monotonic, time.monotonic_ns), (time.perf_counter, time.perf_counter_ns)):
    first, second = clock(), clock()
    print(isinstance(first, float), second >= first, isinstance(exact(), int), exact() <= exact())
print(time.process_time_ns() <= time.process_time_ns())
