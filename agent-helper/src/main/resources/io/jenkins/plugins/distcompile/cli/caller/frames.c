/*
 * What the small programs share that hand something to a process of this user: they stand behind this part. Frames go
 * both ways: a letter, the payload's length (four bytes, the highest first), the payload.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define HEADER 5

extern char **environ;

/* Whether nobody but this user can put anything there: whoever could, might pose as the one who is called. */
static int ours_alone(const char *folder) {
    struct stat its;
    return lstat(folder, &its) == 0 && S_ISDIR(its.st_mode) && its.st_uid == geteuid() && (its.st_mode & 077) == 0;
}

/* The socket of this name, connected; -1 when nobody listens there. */
static int connect_to(const char *name) {
    struct sockaddr_un address;
    int channel;
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    if (strlen(name) >= sizeof address.sun_path)
        return -1;
    strcpy(address.sun_path, name);
    channel = socket(AF_UNIX, SOCK_STREAM, 0);
    if (channel < 0)
        return -1;
    fcntl(channel, F_SETFD, FD_CLOEXEC);
    if (connect(channel, (struct sockaddr *)&address, sizeof address) != 0) {
        close(channel);
        return -1;
    }
    return channel;
}

/* Writes all of it, whatever kind of file it is; 0 when nobody takes it any more. */
static int put(int file, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd full = {file, POLLOUT, 0};
            poll(&full, 1, -1);
        } else if (errno != EINTR) {
            return 0;
        }
    }
    return 1;
}

static int send_frame(int channel, char kind, const char *payload, size_t length) {
    char header[HEADER] = {kind, (char)(length >> 24), (char)(length >> 16), (char)(length >> 8), (char)length};
    return put(channel, header, HEADER) && put(channel, payload, length);
}

/* Texts, each with its zero, as one frame: the first ones, the number of arguments, those, the environment. */
static int send_texts(int channel, char kind, int firsts, const char **first, int count, char **arguments) {
    char number[24], *payload, *end;
    size_t size = 0;
    int i, sent;
    snprintf(number, sizeof number, "%d", count);
    for (i = 0; i < firsts; i++)
        size += strlen(first[i]) + 1;
    size += strlen(number) + 1;
    for (i = 0; i < count; i++)
        size += strlen(arguments[i]) + 1;
    for (i = 0; environ[i] != NULL; i++)
        size += strlen(environ[i]) + 1;
    payload = end = malloc(size);
    if (payload == NULL)
        return 0;
#define APPEND(text) end = stpcpy(end, text) + 1
    for (i = 0; i < firsts; i++)
        APPEND(first[i]);
    APPEND(number);
    for (i = 0; i < count; i++)
        APPEND(arguments[i]);
    for (i = 0; environ[i] != NULL; i++)
        APPEND(environ[i]);
    sent = send_frame(channel, kind, payload, size);
    free(payload);
    return sent;
}

