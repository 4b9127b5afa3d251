/* A compiler that waits instead of computing, so that many hosts of different speeds fit on one small machine.
 *
 * It is installed under the names of gcc and friends. Asked to preprocess or to say what it is, it becomes the real
 * compiler. Otherwise it looks in its input for the identifiers sim_ms_N and sim_unit_ID, waits until N milliseconds
 * of work are done at its host's speed, and writes a small object. Each run says when it starts and ends in a datagram:
 * "S|E HOST UNIT".
 *
 * Its host is described by a line "HOST FACTOR ADDRESS PORT" in the variable SIM_CONF (which reaches into a chroot too),
 * or in the file sim.conf beside the program: FACTOR is how many times slower the host is than the fastest, or "hang" for never ending; the datagrams go
 * to ADDRESS and PORT. The file is read again while it waits, so that a host may change its speed.
 *
 * Build: gcc -O1 -static -o simcc simcc.c
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define OBJECT_BYTES 8192
#define TICK_NANOS 50000000L

static struct { char host[64]; char factor[16]; char address[64]; int port; } conf;

static void take(const char *line)
{
    char host[64], factor[16], address[64];
    int port;
    /* A file that is being rewritten may be short: then what was read before holds. */
    if (sscanf(line, "%63s %15s %63s %d", host, factor, address, &port) == 4) {
        strcpy(conf.host, host);
        strcpy(conf.factor, factor);
        strcpy(conf.address, address);
        conf.port = port;
    }
}

static void read_conf(void)
{
    static char path[4096];
    char line[256];
    const char *given = getenv("SIM_CONF");
    FILE *file;
    ssize_t n;
    if (given) {
        take(given);
        return;
    }
    n = readlink("/proc/self/exe", path, sizeof path - 16);
    if (n < 0)
        return;
    path[n] = 0;
    strcpy(strrchr(path, '/') + 1, "sim.conf");
    file = fopen(path, "r");
    if (!file)
        return;
    if (fgets(line, sizeof line, file))
        take(line);
    fclose(file);
}

static void say(const char *what, const char *unit)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(conf.port) };
    char text[256];
    int s, n;
    if (!conf.port || inet_pton(AF_INET, conf.address, &to.sin_addr) != 1)
        return;
    n = snprintf(text, sizeof text, "%s %s %s", what, conf.host, unit);
    s = socket(AF_INET, SOCK_DGRAM, 0);
    if (s < 0)
        return;
    sendto(s, text, n, 0, (struct sockaddr *)&to, sizeof to);
    close(s);
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static void work(double ms)
{
    double done = 0, last = now_ms();
    while (done < ms) {
        struct timespec nap = { 0, TICK_NANOS };
        double factor = atof(conf.factor), left, now;
        if (!strcmp(conf.factor, "hang"))
            for (;;)
                pause();
        if (factor <= 0)
            factor = 1;
        left = (ms - done) * factor * 1e6;
        if (left < nap.tv_nsec)
            nap.tv_nsec = (long)left + 1;
        nanosleep(&nap, NULL);
        now = now_ms();
        done += (now - last) / factor;
        last = now;
        read_conf();
    }
}

static int is_question(const char *option)
{
    return !strcmp(option, "-E") || !strcmp(option, "--version") || !strcmp(option, "-v")
        || !strcmp(option, "-dumpmachine") || !strncmp(option, "-print", 6) || !strncmp(option, "-Q", 2);
}

static void become_real(char **argv)
{
    const char *base = strrchr(argv[0], '/');
    static char real[256];
    snprintf(real, sizeof real, "/usr/bin/%s", base ? base + 1 : argv[0]);
    argv[0] = real; /* gcc looks for its parts relative to its own name */
    execv(real, argv);
    perror(real);
    exit(127);
}

static char *read_all(const char *name, size_t *length)
{
    int fd = !strcmp(name, "-") ? 0 : open(name, O_RDONLY);
    size_t room = 1 << 16;
    char *text = malloc(room);
    ssize_t n;
    *length = 0;
    if (fd < 0)
        return NULL;
    while ((n = read(fd, text + *length, room - *length - 1)) > 0) {
        *length += n;
        if (room - *length < 4096)
            text = realloc(text, room *= 2);
    }
    text[*length] = 0;
    return text;
}

static int write_object(const char *name)
{
    static char bytes[OBJECT_BYTES];
    unsigned x = 12345;
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    for (int i = 0; i < OBJECT_BYTES; i++) {
        x = x * 1103515245 + 12345;
        bytes[i] = i & 3 ? (char)(x >> 16) : 0;
    }
    return fd >= 0 && write(fd, bytes, sizeof bytes) == sizeof bytes && close(fd) == 0;
}

int main(int argc, char **argv)
{
    const char *in = NULL, *out = NULL, *mark;
    char unit[64] = "?";
    double ms = 0;
    size_t length;
    char *text;

    for (int i = 1; i < argc; i++) {
        if (is_question(argv[i]))
            become_real(argv);
        if (!strcmp(argv[i], "-###"))
            return 1; /* there is no real compiler behind it whose parts could be called */
        if (!strcmp(argv[i], "-o") && i + 1 < argc)
            out = argv[++i];
        else if (!strcmp(argv[i], "-x") || !strcmp(argv[i], "--param") || !strcmp(argv[i], "-target"))
            i++;
        else if (argv[i][0] != '-' || !argv[i][1])
            in = argv[i];
    }
    if (!in || !(text = read_all(in, &length))) {
        fprintf(stderr, "simcc: no input\n");
        return 1;
    }
    if ((mark = strstr(text, "sim_ms_")))
        ms = atof(mark + 7);
    if ((mark = strstr(text, "sim_unit_")))
        sscanf(mark + 9, "%60[A-Za-z0-9]", unit);
    read_conf();
    say("S", unit);
    work(ms);
    if (out && !write_object(out)) {
        fprintf(stderr, "simcc: cannot write %s\n", out);
        return 1;
    }
    say("E", unit);
    return 0;
}
