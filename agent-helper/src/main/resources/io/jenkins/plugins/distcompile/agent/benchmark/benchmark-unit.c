/*
 * The benchmark unit: what a helper compiles to learn how fast its machine compiles. It includes nothing, so the same
 * text reaches every compiler, and it asks for the passes that take the time of real units: inlining, loops, scalar
 * optimisation, register allocation, switch lowering. It is compiled and never run; it computes honest results all the
 * same, so that no pass can throw it away. Do not change it without giving BenchmarkUnit.EDITION a new number: scores of
 * different texts cannot be compared.
 */

typedef unsigned int u32;
typedef unsigned long long u64;

#define CAT2(a, b) a##b
#define CAT(a, b) CAT2(a, b)
#define ROTL(x, n) (((x) << (n)) | ((x) >> (32 - (n))))
#define ROTL64(x, n) (((x) << (n)) | ((x) >> (64 - (n))))

/* ---- a pool allocator and a hash table over it: pointers, branches, early returns */

struct pool {
    char *base;
    u32 used;
    u32 size;
};

static void *pool_take(struct pool *p, u32 bytes) {
    u32 rounded = (bytes + 15u) & ~15u;
    void *result;
    if (rounded < bytes || p->size - p->used < rounded) {
        return 0;
    }
    result = p->base + p->used;
    p->used += rounded;
    return result;
}

struct entry {
    struct entry *next;
    u32 hash;
    u32 length;
    u64 value;
    const char *key;
};

struct table {
    struct entry *slots[64];
    struct pool *memory;
    u32 count;
};

static u32 hash_bytes(const char *text, u32 length) {
    u32 h = 0x9e3779b9u ^ length;
    u32 i;
    for (i = 0; i < length; i++) {
        h = ROTL(h ^ (u32)(unsigned char)text[i], 5) * 0x27d4eb2du;
    }
    h ^= h >> 15;
    h *= 0x85ebca6bu;
    return h ^ (h >> 13);
}

static int same_bytes(const char *a, const char *b, u32 length) {
    u32 i;
    for (i = 0; i < length; i++) {
        if (a[i] != b[i]) {
            return 0;
        }
    }
    return 1;
}

static struct entry *table_find(struct table *t, const char *key, u32 length) {
    u32 h = hash_bytes(key, length);
    struct entry *e = t->slots[h & 63u];
    while (e && (e->hash != h || e->length != length || !same_bytes(e->key, key, length))) {
        e = e->next;
    }
    return e;
}

static int table_put(struct table *t, const char *key, u32 length, u64 value) {
    struct entry *e = table_find(t, key, length);
    if (!e) {
        e = (struct entry *)pool_take(t->memory, (u32)sizeof *e);
        if (!e) {
            return -1;
        }
        e->hash = hash_bytes(key, length);
        e->length = length;
        e->key = key;
        e->next = t->slots[e->hash & 63u];
        t->slots[e->hash & 63u] = e;
        t->count++;
    }
    e->value = value;
    return 0;
}

/* ---- a small expression reader: recursion and wide switches */

struct reader {
    const char *at;
    const char *end;
    struct table *names;
    int depth;
    int error;
};

static u64 read_sum(struct reader *r);

static void skip_blanks(struct reader *r) {
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\n' || *r->at == '\r')) {
        r->at++;
    }
}

static u64 read_number(struct reader *r, u32 base) {
    u64 value = 0;
    while (r->at < r->end) {
        u32 digit;
        switch (*r->at) {
            case '0': case '1': case '2': case '3': case '4':
            case '5': case '6': case '7': case '8': case '9':
                digit = (u32)(*r->at - '0');
                break;
            case 'a': case 'b': case 'c': case 'd': case 'e': case 'f':
                digit = (u32)(*r->at - 'a') + 10u;
                break;
            case 'A': case 'B': case 'C': case 'D': case 'E': case 'F':
                digit = (u32)(*r->at - 'A') + 10u;
                break;
            case '_':
                r->at++;
                continue;
            default:
                return value;
        }
        if (digit >= base) {
            r->error = 1;
            return 0;
        }
        value = value * base + digit;
        r->at++;
    }
    return value;
}

static u64 read_atom(struct reader *r) {
    u64 value = 0;
    const char *start;
    struct entry *e;
    skip_blanks(r);
    if (r->at == r->end || ++r->depth > 200) {
        r->error = 2;
        return 0;
    }
    switch (*r->at) {
        case '(':
            r->at++;
            value = read_sum(r);
            skip_blanks(r);
            if (r->at < r->end && *r->at == ')') {
                r->at++;
            } else {
                r->error = 3;
            }
            break;
        case '-':
            r->at++;
            value = 0 - read_atom(r);
            break;
        case '~':
            r->at++;
            value = ~read_atom(r);
            break;
        case '$':
            r->at++;
            value = read_number(r, 16);
            break;
        case '%':
            r->at++;
            value = read_number(r, 2);
            break;
        case '0': case '1': case '2': case '3': case '4':
        case '5': case '6': case '7': case '8': case '9':
            value = read_number(r, 10);
            break;
        default:
            start = r->at;
            while (r->at < r->end && ((*r->at >= 'a' && *r->at <= 'z') || (*r->at >= 'A' && *r->at <= 'Z'))) {
                r->at++;
            }
            e = r->at == start ? 0 : table_find(r->names, start, (u32)(r->at - start));
            if (!e) {
                r->error = 4;
            } else {
                value = e->value;
            }
    }
    r->depth--;
    return value;
}

static u64 read_product(struct reader *r) {
    u64 left = read_atom(r);
    for (;;) {
        u64 right;
        char sign;
        skip_blanks(r);
        if (r->error || r->at == r->end) {
            return left;
        }
        sign = *r->at;
        if (sign != '*' && sign != '/' && sign != '&' && sign != '<' && sign != '>') {
            return left;
        }
        r->at++;
        right = read_atom(r);
        switch (sign) {
            case '*': left *= right; break;
            case '/':
                if (!right) {
                    r->error = 5;
                    return 0;
                }
                left /= right;
                break;
            case '&': left &= right; break;
            case '<': left <<= right & 63u; break;
            default: left >>= right & 63u; break;
        }
    }
}

static u64 read_sum(struct reader *r) {
    u64 left = read_product(r);
    for (;;) {
        skip_blanks(r);
        if (r->error || r->at == r->end) {
            return left;
        }
        switch (*r->at) {
            case '+': r->at++; left += read_product(r); break;
            case '-': r->at++; left -= read_product(r); break;
            case '|': r->at++; left |= read_product(r); break;
            case '^': r->at++; left ^= read_product(r); break;
            default: return left;
        }
    }
}

u64 benchmark_evaluate(const char *text, u32 length, char *memory, u32 size) {
    struct pool pool = {memory, 0, size};
    struct table names = {{0}, &pool, 0};
    struct reader reader = {text, text + length, &names, 0, 0};
    u64 value;
    if (table_put(&names, "one", 3, 1) || table_put(&names, "word", 4, 32) || table_put(&names, "page", 4, 4096)) {
        return 0;
    }
    value = read_sum(&reader);
    return reader.error ? (u64)reader.error : value;
}

/* ---- a family of kernels, each a little different from the last, so that none can be shared */

#define MIX(a, b, c, d, r1, r2, r3, r4) \
    a += b; d ^= a; d = ROTL(d, r1); \
    c += d; b ^= c; b = ROTL(b, r2); \
    a += b; d ^= a; d = ROTL(d, r3); \
    c += d; b ^= c; b = ROTL(b, r4);

#define DOUBLE_ROUND(v, r1, r2, r3, r4) \
    MIX(v[0], v[4], v[8], v[12], r1, r2, r3, r4) \
    MIX(v[1], v[5], v[9], v[13], r2, r3, r4, r1) \
    MIX(v[2], v[6], v[10], v[14], r3, r4, r1, r2) \
    MIX(v[3], v[7], v[11], v[15], r4, r1, r2, r3) \
    MIX(v[0], v[5], v[10], v[15], r1, r2, r3, r4) \
    MIX(v[1], v[6], v[11], v[12], r2, r3, r4, r1) \
    MIX(v[2], v[7], v[8], v[13], r3, r4, r1, r2) \
    MIX(v[3], v[4], v[9], v[14], r4, r1, r2, r3)

#define CIPHER(name, r1, r2, r3, r4) \
    void CAT(benchmark_cipher_, name)(u32 *out, const u32 *key, u32 blocks) { \
        u32 block, i; \
        for (block = 0; block < blocks; block++) { \
            u32 v[16]; \
            for (i = 0; i < 16; i++) { \
                v[i] = key[i] + block * (u32)(r1 + 1); \
            } \
            DOUBLE_ROUND(v, r1, r2, r3, r4) \
            DOUBLE_ROUND(v, r2, r3, r4, r1) \
            for (i = 0; i < 16; i++) { \
                out[block * 16 + i] = v[i] ^ key[15 - i]; \
            } \
        } \
    }

#define MATRIX(name, type, rows, inner, columns) \
    void CAT(benchmark_matrix_, name)( \
            type a[rows][inner], type b[inner][columns], type c[rows][columns], type bias) { \
        int i, j, k; \
        for (i = 0; i < rows; i++) { \
            for (j = 0; j < columns; j++) { \
                type sum = bias; \
                for (k = 0; k < inner; k++) { \
                    sum += a[i][k] * b[k][j]; \
                } \
                c[i][j] = sum < 0 ? -sum : sum; \
            } \
        } \
    }

#define SORT(name, type, before) \
    static void CAT(sift_, name)(type *items, int root, int count) { \
        type moved = items[root]; \
        for (;;) { \
            int child = 2 * root + 1; \
            if (child >= count) { \
                break; \
            } \
            if (child + 1 < count && items[child] before items[child + 1]) { \
                child++; \
            } \
            if (!(moved before items[child])) { \
                break; \
            } \
            items[root] = items[child]; \
            root = child; \
        } \
        items[root] = moved; \
    } \
    void CAT(benchmark_sort_, name)(type *items, int count) { \
        int i; \
        for (i = count / 2 - 1; i >= 0; i--) { \
            CAT(sift_, name)(items, i, count); \
        } \
        for (i = count - 1; i > 0; i--) { \
            type largest = items[0]; \
            items[0] = items[i]; \
            items[i] = largest; \
            CAT(sift_, name)(items, 0, i); \
        } \
    }

#define MACHINE(name, step, salt) \
    u64 CAT(benchmark_machine_, name)(const unsigned char *program, u32 length, u64 *memory) { \
        u64 a = salt, b = step, c = 0, d = 1; \
        u32 pc = 0, budget = 100000u; \
        while (pc < length && budget--) { \
            u32 operand = pc + 1 < length ? program[pc + 1] : 0u; \
            switch (program[pc] & 31u) { \
                case 0: a += b; break; \
                case 1: b -= c; break; \
                case 2: c ^= d + operand; break; \
                case 3: d = ROTL64(d, 7) + a; break; \
                case 4: a *= (u64)operand | 1u; break; \
                case 5: b = memory[operand & 63u]; break; \
                case 6: memory[operand & 63u] = c; break; \
                case 7: if (a & 1u) { pc += operand; } break; \
                case 8: if (b > c) { u64 t = b; b = c; c = t; } break; \
                case 9: d = c ? d / c : d + step; break; \
                case 10: a = ~a; break; \
                case 11: b = (b << 3) | (b >> 61); break; \
                case 12: c += a & b; break; \
                case 13: d |= a ^ c; break; \
                case 14: a = memory[(a + operand) & 63u] - d; break; \
                case 15: memory[b & 63u] += a; break; \
                case 16: pc = operand < pc ? operand : pc; break; \
                case 17: c = (u64)(u32)c * (u32)d; break; \
                case 18: a = a > d ? a - d : d - a; break; \
                case 19: b ^= b >> 29; b *= 0x9e3779b97f4a7c15ull; break; \
                case 20: c ^= c << 17; break; \
                case 21: d -= memory[d & 63u]; break; \
                case 22: return a ^ b ^ c ^ d; \
                default: a ^= (u64)program[pc] * salt; break; \
            } \
            pc += 1 + step % 3; \
        } \
        return a + b + c + d; \
    }

#define FAMILY(n, r1, r2, r3, r4) \
    CIPHER(n, r1, r2, r3, r4) \
    MATRIX(CAT(n, f), float, r1 + 3, r2 + 5, r3 + 2) \
    MATRIX(CAT(n, d), double, r2 + 2, r3 + 3, r4 + 4) \
    MATRIX(CAT(n, i), int, r3 + 4, r4 + 2, r1 + 3) \
    SORT(CAT(n, u), u32, <) \
    SORT(CAT(n, q), u64, >) \
    MACHINE(n, r1, (u64)r2 * 0x100000001b3ull)

FAMILY(1, 16, 12, 8, 7)
FAMILY(2, 15, 11, 9, 5)
FAMILY(3, 14, 13, 6, 3)
FAMILY(4, 17, 10, 7, 4)
FAMILY(5, 18, 9, 5, 6)
FAMILY(6, 19, 8, 4, 11)
