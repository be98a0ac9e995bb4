/*
 * A provider that costs next to nothing: OpenAI's wire format on loopback, for measuring what stands before it.
 *
 *     provider        prints the port it listens on, then serves until it is killed
 *
 * Any POST gets a chat completion of about 1 KB. A request whose first bytes say {"stream":true,"events":N,"interval_ms":M
 * gets N events M milliseconds apart, the first at once, each with its send time "t" (CLOCK_MONOTONIC, nanoseconds).
 *
 * One thread, one epoll. What it can't serve it cuts: the load generators count that as a failure.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_CAPACITY = 4096, MAX_REQUEST = 1 << 20, MAX_READY = 512, BACKLOG = 4096 };

/* One connection. While it streams it is linked into the list of streams, which is in the order of their next events. */
typedef struct connection {
    int fd;
    char *request;
    size_t length, capacity;
    long due, interval;
    int events;
    struct connection *previous, *next;
} connection;

static connection streams = {.previous = &streams, .next = &streams};

static char answer[2048];
static size_t answer_length;

static const char STREAM_HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void compose_answer(void) {
    char text[640], body[1024];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = 0;
    int length = snprintf(body, sizeof body,
            "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,\"model\":\"upstream\","
            "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}],"
            "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150}}",
            text);
    answer_length = (size_t)snprintf(answer, sizeof answer,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", length, body);
}

static void unlink_stream(connection *c) {
    c->previous->next = c->next;
    c->next->previous = c->previous;
    c->previous = c->next = NULL;
}

/* From the end: streams of one run have one interval, so that the new one nearly always is the last. */
static void link_stream(connection *c) {
    connection *before = streams.previous;
    while (before != &streams && before->due > c->due) {
        before = before->previous;
    }
    c->previous = before;
    c->next = before->next;
    before->next->previous = c;
    before->next = c;
}

static void drop(connection *c) {
    if (c->next) {
        unlink_stream(c);
    }
    close(c->fd);
    free(c->request);
    free(c);
}

static int put(connection *c, const char *bytes, size_t length) {
    return send(c->fd, bytes, length, MSG_NOSIGNAL) == (ssize_t)length;
}

static int put_chunk(connection *c, const char *bytes, size_t length) {
    char chunk[512];
    int framed = snprintf(chunk, sizeof chunk, "%zx\r\n%.*s\r\n", length, (int)length, bytes);
    return put(c, chunk, (size_t)framed);
}

static int put_event(connection *c) {
    char event[400];
    int length = snprintf(event, sizeof event,
            "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"upstream\","
            "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"token \"},\"finish_reason\":null}],\"t\":%ld}\n\n",
            now());
    return put_chunk(c, event, (size_t)length);
}

static int put_end(connection *c) {
    static const char end[] =
            "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"upstream\","
            "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
            "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":50,\"total_tokens\":150}}\n\ndata: [DONE]\n\n";
    return put_chunk(c, end, sizeof end - 1) && put(c, "0\r\n\r\n", 5);
}

/* Sends one event and plans the next; the last is followed by the end. Nonzero unless the connection is to be cut. */
static int step(connection *c) {
    unlink_stream(c);
    if (!put_event(c)) {
        return 0;
    }
    if (--c->events == 0) {
        return put_end(c);
    }
    c->due += c->interval;
    link_stream(c);
    return 1;
}

static long number(const char *body, const char *name) {
    const char *found = strstr(body, name);
    return found ? atol(found + strlen(name)) : 0;
}

static int serve(connection *c, const char *body, size_t length) {
    char start[128] = "";
    memcpy(start, body, length < sizeof start - 1 ? length : sizeof start - 1);
    if (!strstr(start, "\"stream\":true")) {
        return put(c, answer, answer_length);
    }
    c->events = (int)number(start, "\"events\":");
    c->interval = number(start, "\"interval_ms\":") * 1000000L;
    if (c->next || c->events <= 0 || !put(c, STREAM_HEAD, sizeof STREAM_HEAD - 1)) {
        return 0;
    }
    c->due = now();
    link_stream(c);
    return step(c);
}

/* The length of the request at the start of what was read; 0 while it is not complete, -1 if it never will be. */
static long complete(connection *c, char **body, size_t *body_length) {
    char *end = memmem(c->request, c->length, "\r\n\r\n", 4);
    if (!end) {
        return 0;
    }
    *end = 0;
    char *announced = strcasestr(c->request, "\ncontent-length:");
    *end = '\r';
    if (!announced) {
        return -1;
    }
    *body = end + 4;
    *body_length = strtoul(announced + strlen("\ncontent-length:"), NULL, 10);
    size_t whole = (size_t)(*body - c->request) + *body_length;
    return whole > MAX_REQUEST ? -1 : c->length < whole ? 0 : (long)whole;
}

static int serve_all(connection *c) {
    char *body;
    size_t body_length;
    long whole;
    while ((whole = complete(c, &body, &body_length)) > 0) {
        if (!serve(c, body, body_length)) {
            return 0;
        }
        c->length -= (size_t)whole;
        memmove(c->request, c->request + whole, c->length);
    }
    return whole == 0;
}

static int receive(connection *c) {
    for (;;) {
        if (c->capacity - c->length < 2) {
            c->capacity *= 2;
            c->request = realloc(c->request, c->capacity);
        }
        size_t space = c->capacity - c->length - 1;
        ssize_t count = recv(c->fd, c->request + c->length, space, MSG_DONTWAIT);
        if (count <= 0) {
            return count < 0;
        }
        c->length += (size_t)count;
        c->request[c->length] = 0;
        if ((size_t)count < space) {
            return serve_all(c);
        }
    }
}

static void accept_all(int epoll, int listener) {
    int fd, on = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection *c = calloc(1, sizeof *c);
        c->fd = fd;
        c->capacity = FIRST_CAPACITY;
        c->request = malloc(c->capacity);
        struct epoll_event interest = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &interest);
    }
}

static int listen_anywhere(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *)&address, length) || listen(listener, BACKLOG)
            || getsockname(listener, (struct sockaddr *)&address, &length)) {
        die("listen");
    }
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static void wait_for(int epoll, int listener) {
    struct epoll_event ready[MAX_READY];
    long left = streams.next == &streams ? 1000000000L : streams.next->due - now();
    struct timespec patience = {left > 0 ? left / 1000000000L : 0, left > 0 ? left % 1000000000L : 0};
    int count = epoll_pwait2(epoll, ready, MAX_READY, &patience, NULL);
    for (int i = 0; i < count; i++) {
        connection *c = ready[i].data.ptr;
        if (!c) {
            accept_all(epoll, listener);
        } else if (!receive(c)) {
            drop(c);
        }
    }
}

static void send_what_is_due(void) {
    while (streams.next != &streams && streams.next->due <= now()) {
        connection *c = streams.next;
        if (!step(c)) {
            drop(c);
        }
    }
}

int main(void) {
    compose_answer();
    int listener = listen_anywhere(), epoll = epoll_create1(0);
    struct epoll_event interest = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &interest);
    for (;;) {
        wait_for(epoll, listener);
        send_what_is_due();
    }
}
