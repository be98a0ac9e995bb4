/*
 * Opens many streams at once and says how late their events are.
 *
 *     streams PORT STREAMS EVENTS INTERVAL_MS RAMP_MS
 *
 * The streams are opened evenly over RAMP_MS. Prints one line for the shell: ok, errors, then microseconds: from
 * connecting to the first event (first_p50, first_p99), and from an event's send time to its arrival (lag_p50, lag_p99,
 * lag_max). A stream is ok if its status was 200, all its events came, then [DONE], then the end of the answer.
 * Exits with 1 if any was not.
 */
#define _GNU_SOURCE
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_READY = 512, LONGEST_LINE = 512, PATIENCE_MS = 20000 };

/* Where in an answer the next byte stands. */
typedef enum { HEAD, SIZE, CHUNK, CHUNK_END, TRAILER, OVER, BROKEN } place;

typedef struct {
    size_t length;
    char text[LONGEST_LINE];
} line;

typedef struct {
    int fd, events, head_lines, done;
    place at;
    size_t left;
    long opened, first;
    line framing, event;
} stream;

static struct {
    int port, streams, events;
    long interval_ms, ramp_ms;
} asked;

static long *lags;
static size_t lag_count;
static char request[512];
static int request_length;

static long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

static void compose_request(void) {
    char body[256];
    int length = snprintf(body, sizeof body,
            "{\"stream\":true,\"events\":%d,\"interval_ms\":%ld,\"model\":\"bench\","
            "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
            asked.events, asked.interval_ms);
    request_length = snprintf(request, sizeof request,
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            "Content-Length: %d\r\n\r\n%s",
            length, body);
}

static void begin(stream *s, int epoll) {
    struct sockaddr_in address = {.sin_family = AF_INET,
            .sin_port = htons((uint16_t)asked.port),
            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event interest = {.events = EPOLLIN, .data.ptr = s};
    s->opened = now();
    s->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (s->fd < 0 || connect(s->fd, (struct sockaddr *)&address, sizeof address)
            || send(s->fd, request, (size_t)request_length, MSG_NOSIGNAL) != request_length
            || epoll_ctl(epoll, EPOLL_CTL_ADD, s->fd, &interest)) {
        s->at = BROKEN;
    }
}

/* Adds one byte; nonzero when that ends the line, which is then a string without its end. */
static int ends(line *l, char byte) {
    if (byte != '\n') {
        if (byte != '\r' && l->length < LONGEST_LINE - 1) {
            l->text[l->length++] = byte;
        }
        return 0;
    }
    l->text[l->length] = 0;
    l->length = 0;
    return 1;
}

static void event_line(stream *s, long arrival) {
    const char *text = s->event.text, *sent = strstr(text, "\"t\":");
    if (sent && s->events < asked.events) {
        lags[lag_count++] = arrival - atol(sent + strlen("\"t\":"));
        if (s->events++ == 0) {
            s->first = arrival - s->opened;
        }
    }
    s->done |= !strcmp(text, "data: [DONE]");
}

static place after_head_line(stream *s) {
    if (s->head_lines++ == 0) {
        return strncmp(s->framing.text, "HTTP/1.1 200", strlen("HTTP/1.1 200")) ? BROKEN : HEAD;
    }
    return *s->framing.text ? HEAD : SIZE;
}

static place after_size(stream *s) {
    s->left = strtoul(s->framing.text, NULL, 16);
    return s->left ? CHUNK : TRAILER;
}

static place take(stream *s, char byte, long arrival) {
    switch (s->at) {
        case HEAD:
            return ends(&s->framing, byte) ? after_head_line(s) : HEAD;
        case SIZE:
            return ends(&s->framing, byte) ? after_size(s) : SIZE;
        case CHUNK:
            if (ends(&s->event, byte)) {
                event_line(s, arrival);
            }
            return --s->left ? CHUNK : CHUNK_END;
        case CHUNK_END:
            return ends(&s->framing, byte) ? SIZE : CHUNK_END;
        case TRAILER:
            return ends(&s->framing, byte) && !*s->framing.text ? OVER : TRAILER;
        default:
            return BROKEN;
    }
}

static void receive(stream *s) {
    static char bytes[65536];
    ssize_t count = recv(s->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    long arrival = now();
    if (count <= 0) {
        s->at = BROKEN;
    }
    for (ssize_t i = 0; i < count; i++) {
        s->at = take(s, bytes[i], arrival);
    }
}

static int ended(const stream *s) {
    return s->at == OVER || s->at == BROKEN;
}

/* Until all have ended, or nobody can expect them to any more. */
static void run(stream *all) {
    struct epoll_event ready[MAX_READY];
    int epoll = epoll_create1(0), opened = 0, over = 0;
    long start = now();
    long latest = start + (asked.ramp_ms + asked.interval_ms * asked.events + PATIENCE_MS) * 1000000L;
    while (over < asked.streams && now() < latest) {
        while (opened < asked.streams && now() - start >= asked.ramp_ms * 1000000L / asked.streams * opened) {
            begin(&all[opened], epoll);
            over += ended(&all[opened++]);
        }
        int count = epoll_wait(epoll, ready, MAX_READY, opened < asked.streams ? 1 : 100);
        for (int i = 0; i < count; i++) {
            stream *s = ready[i].data.ptr;
            receive(s);
            if (ended(s)) {
                over++;
                close(s->fd);
            }
        }
    }
}

static int ascending(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

static double micros(const long *sorted, size_t count, double part) {
    return count ? (double)sorted[(size_t)((double)(count - 1) * part)] / 1000 : -1;
}

static int report(const stream *all) {
    long *firsts = calloc((size_t)asked.streams, sizeof *firsts);
    size_t ok = 0, begun = 0;
    for (int i = 0; i < asked.streams; i++) {
        ok += all[i].at == OVER && all[i].done && all[i].events == asked.events;
        if (all[i].events) {
            firsts[begun++] = all[i].first;
        }
    }
    qsort(firsts, begun, sizeof *firsts, ascending);
    qsort(lags, lag_count, sizeof *lags, ascending);
    printf("ok=%zu errors=%zu first_p50=%.0f first_p99=%.0f lag_p50=%.0f lag_p99=%.0f lag_max=%.0f\n",
            ok, (size_t)asked.streams - ok, micros(firsts, begun, .5), micros(firsts, begun, .99),
            micros(lags, lag_count, .5), micros(lags, lag_count, .99), micros(lags, lag_count, 1));
    return ok != (size_t)asked.streams;
}

int main(int count, char **words) {
    if (count != 6) {
        fprintf(stderr, "usage: streams PORT STREAMS EVENTS INTERVAL_MS RAMP_MS\n");
        return 2;
    }
    asked.port = atoi(words[1]);
    asked.streams = atoi(words[2]);
    asked.events = atoi(words[3]);
    asked.interval_ms = atol(words[4]);
    asked.ramp_ms = atol(words[5]);
    compose_request();
    stream *all = calloc((size_t)asked.streams, sizeof *all);
    lags = malloc((size_t)asked.streams * (size_t)asked.events * sizeof *lags);
    run(all);
    return report(all);
}
