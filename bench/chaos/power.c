/* Remembers what the processes that load this have written to a file and not yet sent to the disk.
 *
 * Before each write (or cut) of a regular file on one of the devices POWER_DEVICES ("66,67"), what stands there is put into
 * the journal of that file, POWER_JOURNALS/<device>-<inode>: records of (place, length, size of the file) and so many
 * bytes. fsync and fdatasync throw the journal away. What is left in it when the power goes is what a machine may lose
 * (power.py). Two processes at one file may throw away a little more than they should; never less.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_DEVICES 8
#define CHUNK (1 << 16)

static const char *journals;
static dev_t devices[MOST_DEVICES];
static int device_count;

#define REAL(result, name, ...)                                            \
    static result (*real_##name)(__VA_ARGS__);                             \
    static void find_##name(void)                                          \
    {                                                                      \
        if (real_##name == NULL) real_##name = dlsym(RTLD_NEXT, #name);    \
    }

REAL(ssize_t, write, int, const void *, size_t)
REAL(ssize_t, pwrite, int, const void *, size_t, off_t)
REAL(ssize_t, writev, int, const struct iovec *, int)
REAL(ssize_t, pwritev, int, const struct iovec *, int, off_t)
REAL(int, ftruncate, int, off_t)
REAL(int, fsync, int)
REAL(int, fdatasync, int)

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("POWER_DEVICES");
    find_write(), find_pwrite(), find_writev(), find_pwritev(), find_ftruncate(), find_fsync(), find_fdatasync();
    journals = getenv("POWER_JOURNALS");
    while (at && *at && device_count < MOST_DEVICES) {
        char *end;
        devices[device_count++] = strtoull(at, &end, 10);
        at = *end == ',' ? end + 1 : NULL;
    }
}

/* Whether what is written to this file can be lost. */
static int is_kept(int file, struct stat *what)
{
    if (journals == NULL || fstat(file, what) != 0 || !S_ISREG(what->st_mode)) return 0;
    for (int number = 0; number < device_count; number++)
        if (devices[number] == what->st_dev) return 1;
    return 0;
}

static void path_of(const struct stat *what, char *path, size_t size)
{
    snprintf(path, size, "%s/%llu-%llu", journals, (unsigned long long)what->st_dev, (unsigned long long)what->st_ino);
}

/* Put the bytes from `place` on that a write of so many will cover into the journal. */
static void remember(int file, const struct stat *what, off_t place, size_t length)
{
    char path[4096], same[64];
    struct { int64_t place, length, size; } head;
    static __thread char old[CHUNK];
    int reader = -1;
    path_of(what, path, sizeof path);
    int journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (journal < 0) return;
    fchmod(journal, 0666);
    do {
        size_t part = length < CHUNK ? length : CHUNK;
        ssize_t found = 0;
        if (place < what->st_size) {
            found = pread(file, old, part, place);
            if (found < 0) { /* opened for writing alone */
                snprintf(same, sizeof same, "/proc/self/fd/%d", file);
                if (reader < 0) reader = open(same, O_RDONLY | O_CLOEXEC);
                found = reader < 0 ? 0 : pread(reader, old, part, place);
                if (found < 0) found = 0;
            }
        }
        head.place = place, head.length = found, head.size = what->st_size;
        struct iovec both[2] = {{&head, sizeof head}, {old, (size_t)found}};
        if (real_writev(journal, both, 2) < 0) break;
        place += part, length -= part;
    } while (length > 0 && place < what->st_size);
    if (reader >= 0) close(reader);
    close(journal);
}

static void before_write(int file, off_t place, size_t length, int at_the_end)
{
    struct stat what;
    int number = errno;
    if (is_kept(file, &what)) {
        if (place < 0) {
            int flags = fcntl(file, F_GETFL);
            at_the_end = flags >= 0 && (flags & O_APPEND);
            place = lseek(file, 0, SEEK_CUR);
        }
        remember(file, &what, at_the_end ? what.st_size : place, length);
    }
    errno = number;
}

static void forget(int file)
{
    struct stat what;
    char path[4096];
    int number = errno;
    if (is_kept(file, &what)) {
        path_of(&what, path, sizeof path);
        unlink(path);
    }
    errno = number;
}

static size_t length_of(const struct iovec *parts, int count)
{
    size_t length = 0;
    for (int number = 0; number < count; number++) length += parts[number].iov_len;
    return length;
}

ssize_t write(int file, const void *bytes, size_t length)
{
    find_write();
    before_write(file, -1, length, 0);
    return real_write(file, bytes, length);
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
    find_writev();
    before_write(file, -1, length_of(parts, count), 0);
    return real_writev(file, parts, count);
}

ssize_t pwrite(int file, const void *bytes, size_t length, off_t place)
{
    find_pwrite();
    before_write(file, place, length, 0);
    return real_pwrite(file, bytes, length, place);
}

ssize_t pwritev(int file, const struct iovec *parts, int count, off_t place)
{
    find_pwritev();
    before_write(file, place, length_of(parts, count), 0);
    return real_pwritev(file, parts, count, place);
}

int ftruncate(int file, off_t size)
{
    struct stat what;
    int number = errno;
    find_ftruncate();
    if (is_kept(file, &what)) remember(file, &what, size, size < what.st_size ? what.st_size - size : 0);
    errno = number;
    return real_ftruncate(file, size);
}

int fsync(int file)
{
    find_fsync();
    int result = real_fsync(file);
    if (result == 0) forget(file);
    return result;
}

int fdatasync(int file)
{
    find_fdatasync();
    int result = real_fdatasync(file);
    if (result == 0) forget(file);
    return result;
}

ssize_t pwrite64(int, const void *, size_t, off_t) __attribute__((alias("pwrite")));
ssize_t pwritev64(int, const struct iovec *, int, off_t) __attribute__((alias("pwritev")));
int ftruncate64(int, off_t) __attribute__((alias("ftruncate")));
