/*
 * Hands a build to the resident client of the folder it is started in, and shows what that prints. Where there is none,
 * or it does not take the build, the program itself is started, in this process.
 *
 *   caller FOLDER PROGRAM ARGUMENT...
 *
 * FOLDER holds the sockets, one for each folder that has a resident client: DEVICE-INODE.sock, in hexadecimal.
 * docs/resident-client.md lists the frames.
 */
#define PROTOCOL "1"

static int signals[2]; /* a pipe: each signal that arrives is a byte in it */

static void arrived(int number) {
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(signals[1], &byte, 1); /* a full pipe has told enough */
    (void)written;
    errno = saved;
}

static void fall_back(char **command) {
    setenv("DISTCOMPILE_NO_RESIDENT", "1", 1);
    execv(command[0], command);
    fprintf(stderr, "distcompile: cannot start %s: %s\n", command[0], strerror(errno));
    exit(69); /* EX_UNAVAILABLE of sysexits(3) */
}

/* The socket of this folder's resident client, connected; -1 when there is none. */
static int reach(const char *folder) {
    struct stat here;
    char name[sizeof ((struct sockaddr_un *)0)->sun_path];
    int length;
    if (!ours_alone(folder) || stat(".", &here) != 0)
        return -1;
    length = snprintf(name, sizeof name, "%s/%llx-%llx.sock", folder, (unsigned long long)here.st_dev,
                      (unsigned long long)here.st_ino);
    return length < 0 || (size_t)length >= sizeof name ? -1 : connect_to(name);
}

static int columns(void) {
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* Protocol, 1 for a terminal, its columns, and the arguments. */
static int ask(int channel, int count, char **arguments) {
    char number[24];
    const char *first[] = {PROTOCOL, isatty(STDERR_FILENO) ? "1" : "0", number};
    snprintf(number, sizeof number, "%d", columns());
    return send_texts(channel, 'B', 3, first, count, arguments);
}

static void listen_to_signals(void) {
    static const int wanted[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
    struct sigaction action, before;
    size_t i;
    if (pipe(signals) != 0)
        return;
    for (i = 0; i < 2; i++) {
        fcntl(signals[i], F_SETFD, FD_CLOEXEC);
        fcntl(signals[i], F_SETFL, O_NONBLOCK);
    }
    memset(&action, 0, sizeof action);
    action.sa_handler = arrived;
    for (i = 0; i < sizeof wanted / sizeof *wanted; i++)
        /* What nohup(1) and the like have switched off stays off. */
        if (sigaction(wanted[i], NULL, &before) == 0 && (before.sa_handler != SIG_IGN || wanted[i] == SIGWINCH))
            sigaction(wanted[i], &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

static void let_signals_be(void) {
    static const int wanted[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGPIPE};
    size_t i;
    for (i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        struct sigaction now;
        if (sigaction(wanted[i], NULL, &now) == 0 && (now.sa_handler == arrived || wanted[i] == SIGPIPE))
            signal(wanted[i], SIG_DFL);
    }
}

/* Passes signals on; returns the one that is to end the build, if there is one, else what it was. */
static int pass_on(int channel, int ending) {
    unsigned char byte;
    while (read(signals[0], &byte, 1) == 1) {
        if (byte == SIGWINCH) {
            char number[24];
            snprintf(number, sizeof number, "%d", columns());
            send_frame(channel, 'W', number, strlen(number));
        } else if (ending != 0) {
            exit(128 + byte); /* asked twice: the resident client sees us go, and stops the build all the same */
        } else {
            ending = byte;
            send_frame(channel, 'I', "", 0);
        }
    }
    return ending;
}

/* Everything that is to come for one frame's payload, at most size bytes of it; 0 at the end of the channel. */
static size_t receive(int channel, char *into, size_t size, int *ending) {
    for (;;) {
        struct pollfd sources[2] = {{channel, POLLIN, 0}, {signals[0], POLLIN, 0}};
        if (poll(sources, 2, -1) < 0 && errno != EINTR)
            return 0;
        *ending = pass_on(channel, *ending);
        if (sources[0].revents != 0) {
            ssize_t got = read(channel, into, size);
            if (got >= 0)
                return (size_t)got;
            if (errno != EINTR && errno != EAGAIN)
                return 0;
        }
    }
}

static int receive_all(int channel, char *into, size_t size, int *ending) {
    while (size > 0) {
        size_t got = receive(channel, into, size, ending);
        if (got == 0)
            return 0;
        into += got;
        size -= got;
    }
    return 1;
}

/* Shows what comes until the build's end, and returns its status; -1 = not taken, -2 = the resident client is gone. */
static int follow(int channel, int *ending) {
    unsigned char header[HEADER];
    char part[16384];
    while (receive_all(channel, (char *)header, HEADER, ending)) {
        size_t left = (size_t)header[1] << 24 | (size_t)header[2] << 16 | (size_t)header[3] << 8 | header[4];
        int status = header[0] == 'N' ? -1 : 0;
        if (header[0] == 'N' && left > 0)
            fputs("distcompile: not built by the resident client: ", stderr);
        while (left > 0) {
            size_t want = left < sizeof part ? left : sizeof part, got;
            got = receive(channel, part, want, ending);
            if (got == 0)
                return -2;
            left -= got;
            if (header[0] == 'O' || header[0] == 'E' || header[0] == 'N')
                put(header[0] == 'O' ? STDOUT_FILENO : STDERR_FILENO, part, got);
            else if (header[0] == 'X')
                for (size_t i = 0; i < got; i++)
                    status = status * 10 + (part[i] - '0');
        }
        if (header[0] == 'X' || header[0] == 'N')
            return status;
    }
    return -2;
}

int main(int count, char **arguments) {
    int channel, status, ending = 0;
    if (count < 3) {
        fputs("usage: caller FOLDER PROGRAM ARGUMENT...\n", stderr);
        return 2;
    }
    channel = reach(arguments[1]);
    if (channel < 0)
        fall_back(arguments + 2);
    listen_to_signals();
    status = ask(channel, count - 3, arguments + 3) ? follow(channel, &ending) : -2;
    if (ending != 0 && status != 0)
        return 128 + ending;
    if (status == -1) {
        close(channel);
        let_signals_be();
        fall_back(arguments + 2);
    }
    if (status == -2) {
        fputs("distcompile: the resident client has gone before the build ended; 'distcompile resident status' tells more\n",
              stderr);
        return 70; /* EX_SOFTWARE of sysexits(3) */
    }
    return status;
}
