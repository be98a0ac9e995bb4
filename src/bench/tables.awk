# Turns the lines that run gathers into Markdown tables. Several lines of one measurement: the median counts.

function median(list,    parts, count, i, j, swap) {
    count = split(list, parts, " ")
    for (i = 2; i <= count; i++) {
        for (j = i; j > 1 && parts[j - 1] + 0 > parts[j] + 0; j--) {
            swap = parts[j]; parts[j] = parts[j - 1]; parts[j - 1] = swap
        }
    }
    return count % 2 ? parts[(count + 1) / 2] + 0 : (parts[count / 2] + parts[count / 2 + 1]) / 2
}

function json(bytes, connections, target, what) {
    return median(measured[bytes, connections, target, what])
}

# A figure with its ratios to nginx and to the direct call.
function beside(format, scale, bytes, connections, target, what,    value, ratios) {
    value = json(bytes, connections, target, what)
    if (target != "direct" && what != "cpu") {
        ratios = sprintf(" (%.2f; %.2f)", value / json(bytes, connections, "nginx", what),
                value / json(bytes, connections, "direct", what))
    } else if (target == "camelid") {
        ratios = sprintf(" (%.2f)", value / json(bytes, connections, "nginx", what))
    } else if (target == "direct" && what == "cpu") {
        return "–"
    }
    return sprintf(format, value * scale) ratios
}

function json_row(bytes, connections, target) {
    printf "| %d KB | %d | %s | %s | %s | %s | %s |\n", bytes / 1024, connections, target,
        beside("%.0f", 1, bytes, connections, target, "rate"),
        beside("%.3f", 0.001, bytes, connections, target, "p50"),
        beside("%.3f", 0.001, bytes, connections, target, "p99"),
        beside("%.1f", 1, bytes, connections, target, "cpu")
}

function stream(streams, target, what) {
    return median(figures[streams, target, what])
}

function added(streams, target, what) {
    return target == "direct" ? sprintf("(%.2f)", stream(streams, target, what) / 1000) : \
        sprintf("+%.2f", (stream(streams, target, what) - stream(streams, "direct", what)) / 1000)
}

function stream_row(streams, target) {
    printf "| %d | %s | %d / %d | %s / %s | %.2f / %.2f / %.2f | %s | %s |\n", streams, target,
        stream(streams, target, "ok"), stream(streams, target, "errors"),
        added(streams, target, "first_p50"), added(streams, target, "first_p99"),
        stream(streams, target, "lag_p50") / 1000, stream(streams, target, "lag_p99") / 1000,
        stream(streams, target, "lag_max") / 1000,
        target == "direct" ? "–" : stream(streams, target, "rss") " / " stream(streams, target, "peak"),
        target == "direct" ? "–" : stream(streams, target, "threads")
}

function goal(what, value, format, bound) {
    printf "| %s | " format " | " format " | %s |\n", what, bound, value, value <= bound ? "yes" : "**no**"
}

$1 == "start" { starts = starts " " $2 }
$1 == "memory" && $2 == "idle" { idle = $3 }
$1 == "memory" && $2 == "after" { after = $3; peak = $4 }
$1 == "json" {
    split("rate p50 p99 cpu", names, " ")
    for (i = 1; i <= 4; i++) {
        measured[$2, $3, $4, names[i]] = measured[$2, $3, $4, names[i]] " " $(4 + i)
    }
}
$1 == "streams" {
    split("ok errors first_p50 first_p99 lag_p50 lag_p99 lag_max rss peak threads", names, " ")
    for (i = 1; i <= 10; i++) {
        figures[$2, $3, names[i]] = figures[$2, $3, names[i]] " " $(3 + i)
    }
}

END {
    targets = split("direct nginx camelid", target, " ")

    print "JSON; in brackets the ratio to nginx and to the direct call.\n"
    print "| request | connections | | requests/s | p50 ms | p99 ms | CPU µs/request |"
    print "|---|---|---|---|---|---|---|"
    for (bytes = 1024; bytes <= 51200; bytes *= 50)
        for (connections = 1; connections <= 32; connections *= 32)
            for (t = 1; t <= targets; t++)
                json_row(bytes, connections, target[t])

    print "\nStreams; time to the first event beyond the direct call's, which stands in brackets.\n"
    print "| streams | | ok / errors | first event p50 / p99 ms | event lag p50 / p99 / max ms | RSS / peak MiB | threads |"
    print "|---|---|---|---|---|---|---|"
    count = split("1 100 1000 2000", streams, " ")
    for (s = 1; s <= count; s++)
        for (t = 1; t <= targets; t++)
            stream_row(streams[s], target[t])

    printf "\nFirst answer %.1f s after the start. RSS %d MiB idle, %d MiB after all of this, %d MiB at most.\n\n",
        median(starts) / 1000, idle, after, peak

    print "| goal | at most | measured | reached |"
    print "|---|---|---|---|"
    goal("CPU per request ÷ nginx, 1 KB, 32 connections",
        json(1024, 32, "camelid", "cpu") / json(1024, 32, "nginx", "cpu"), "%.2f", 4.5)
    goal("p50 beyond nginx, 1 KB, 1 connection, ms",
        (json(1024, 1, "camelid", "p50") - json(1024, 1, "nginx", "p50")) / 1000, "%.3f", 0.15)
    goal("event lag p99, 100 streams, ms", stream(100, "camelid", "lag_p99") / 1000, "%.2f", 2)
    goal("event lag p99, 2,000 streams, ms", stream(2000, "camelid", "lag_p99") / 1000, "%.2f", 10)
    goal("peak RSS, 2,000 streams, MiB", stream(2000, "camelid", "peak"), "%d", 512)
    goal("platform threads, 2,000 streams", stream(2000, "camelid", "threads"), "%d", 100)
}
