-- For wrk: posts a chat completion of about so many bytes (the argument), and prints what the shell reads:
-- requests, errors of any kind, seconds, and microseconds at p50 and p99.

local TURN = string.rep("The quick brown fox jumps over the lazy dog. ", 10)

local function body(bytes)
  local head = '{"model":"bench","temperature":0.7,"max_tokens":256,"messages":['
  local turns, length = {}, #head
  repeat
    local role = #turns % 2 == 0 and "user" or "assistant"
    local text = TURN:sub(1, math.max(1, bytes - length - 40))
    turns[#turns + 1] = string.format('{"role":"%s","content":"%s"}', role, text)
    length = length + #turns[#turns] + 1
  until length >= bytes - 2
  return head .. table.concat(turns, ",") .. "]}"
end

function init(arguments)
  wrk.method = "POST"
  wrk.path = "/v1/chat/completions"
  wrk.headers["Content-Type"] = "application/json"
  wrk.body = body(tonumber(arguments[1]))
  request = function() return prepared end
  prepared = wrk.format()
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    "requests=%d errors=%d seconds=%.3f p50=%.0f p99=%.0f\n",
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
    summary.duration / 1e6, latency:percentile(50), latency:percentile(99)))
end
