/*
 * Stands before a compiler: inside 'distcompile run' the call goes to the build that runs there, and its diagnostics and
 * exit status come back; outside, and when the call is nothing to distribute, this process becomes the compiler.
 *
 *   distcompile-cc COMPILER ARGUMENT...
 *
 * docs/compiler-launcher.md lists the frames.
 */
#define PROTOCOL "1"
#define SOCKET "DISTCOMPILE_CALLS"

static void (*pipe_before)(int);

/* Does not return. */
static void become(char **command) {
    int trouble;
    if (pipe_before != SIG_ERR)
        signal(SIGPIPE, pipe_before);
    execvp(command[0], command);
    trouble = errno;
    fprintf(stderr, "distcompile-cc: cannot start %s: %s\n", command[0], strerror(trouble));
    exit(trouble == ENOENT ? 127 : 126); /* as shells do */
}

/* Whether it might write an object: everything else costs no more than this look. */
static int compiles(char **command) {
    char **word;
    int might = 0;
    for (word = command + 1; *word != NULL; word++) {
        if (strcmp(*word, "-E") == 0 || strcmp(*word, "-S") == 0)
            return 0;
        might |= strcmp(*word, "-c") == 0 || **word == '@';
    }
    return might;
}

/* The socket of the build that this process was started in; -1 = there is none. */
static int reach(void) {
    const char *name = getenv(SOCKET);
    char folder[sizeof ((struct sockaddr_un *)0)->sun_path];
    const char *slash = name == NULL ? NULL : strrchr(name, '/');
    if (slash == NULL || slash == name || strlen(name) >= sizeof folder)
        return -1;
    memcpy(folder, name, (size_t)(slash - name));
    folder[slash - name] = 0;
    return ours_alone(folder) ? connect_to(name) : -1;
}

/* As compilers name the working directory: by PWD, if it leads there. Debug information holds it. */
static char *working_directory(void) {
    char *named = getenv("PWD");
    struct stat here, there;
    if (named != NULL && named[0] == '/' && stat(named, &there) == 0 && stat(".", &here) == 0 &&
        here.st_dev == there.st_dev && here.st_ino == there.st_ino)
        return named;
    return getcwd(NULL, 0);
}

static int receive_all(int channel, char *into, size_t size) {
    while (size > 0) {
        ssize_t got = read(channel, into, size);
        if (got == 0 || (got < 0 && errno != EINTR))
            return 0;
        if (got > 0) {
            into += got;
            size -= (size_t)got;
        }
    }
    return 1;
}

/* Shows what comes, and returns the exit status; -1 = the call is not taken, -2 = nobody is there any more. */
static int follow(int channel) {
    unsigned char header[HEADER];
    char part[16384];
    while (receive_all(channel, (char *)header, HEADER)) {
        size_t left = (size_t)header[1] << 24 | (size_t)header[2] << 16 | (size_t)header[3] << 8 | header[4];
        int status = 0;
        if (header[0] == 'N' && left > 0)
            fputs("distcompile-cc: compiled without the pool: ", stderr);
        while (left > 0) {
            size_t want = left < sizeof part ? left : sizeof part;
            if (!receive_all(channel, part, want))
                return -2;
            left -= want;
            if (header[0] == 'E' || header[0] == 'N')
                put(STDERR_FILENO, part, want);
            else if (header[0] == 'X')
                for (size_t i = 0; i < want; i++)
                    status = status * 10 + (part[i] - '0');
        }
        if (header[0] == 'X')
            return status;
        if (header[0] == 'N')
            return -1;
    }
    return -2;
}

int main(int count, char **arguments) {
    const char *first[3];
    int channel, status;
    pipe_before = SIG_ERR;
    if (count < 2) {
        fputs("usage: distcompile-cc COMPILER ARGUMENT...\n", stderr);
        return 2;
    }
    channel = compiles(arguments + 1) ? reach() : -1;
    if (channel < 0)
        become(arguments + 1);
    first[0] = PROTOCOL;
    first[1] = isatty(STDERR_FILENO) ? "1" : "0";
    first[2] = working_directory();
    if (first[2] == NULL)
        become(arguments + 1);
    pipe_before = signal(SIGPIPE, SIG_IGN);
    send_texts(channel, 'C', 3, first, count - 1, arguments + 1); /* who does not listen may have answered all the same */
    status = follow(channel);
    if (status == -2)
        fputs("distcompile-cc: 'distcompile run' has gone; compiled without it\n", stderr);
    if (status < 0) {
        close(channel);
        become(arguments + 1);
    }
    return status;
}
