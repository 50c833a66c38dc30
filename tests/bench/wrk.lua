-- Drives one scenario: METHOD, KEY, BODY ("" for none) and the paths, all given as arguments.
-- Each request takes the next path. The last line printed is one JSON object.
local requests = {}
local at = 0
function init(args)
  local method, key, body = args[1], args[2], args[3]
  local headers = { ["X-API-Key"] = key }
  if body == "" then body = nil else headers["Content-Type"] = "application/json" end
  for i = 4, #args do
    requests[#requests + 1] = wrk.format(method, args[i], headers, body)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '{"requests":%d,"seconds":%.6f,"p50":%.3f,"p99":%.3f,"non2xx":%d,"broken":%d}',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
