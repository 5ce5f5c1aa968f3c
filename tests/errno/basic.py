# errno.
import errno
names = "EPERM ENOENT EIO EBADF EAGAIN ENOMEM EACCES EEXIST ENODEV EISDIR EINVAL EOPNOTSUPP EADDRINUSE ECONNABORTED ECONNRESET ENOBUFS ENOTCONN ETIMEDOUT ECONNREFUSED EHOSTUNREACH EALREADY EINPROGRESS".split()
for n in names: print(n, getattr(errno, n), errno.errorcode[getattr(errno, n)] in (n, "EWOULDBLOCK", "ENOTSUP"))
try: open("/no/such/file")
except OSError as e: print(e.errno == errno.ENOENT, errno.errorcode[e.errno])
try: errno.ENOTHING
except AttributeError as e: print(type(e).__name__)
