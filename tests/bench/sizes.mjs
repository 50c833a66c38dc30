// How much is measured, and how little when a run only shows that the benchmark works.

export const full = {
  requests: { rounds: 5, seconds: 4, sessions: 256 },
  footprint: { starts: 9, fillSeconds: 5, sockets: 5000 },
  load: { sockets: 5000, rate: 200, seconds: 60 },
  photo: { times: 10 },
  signature: { times: 100, points: 2000 },
  memory: { count: 20, bytes: 20_000_000 },
  fairness: { parallel: 160, persons: 40 },
  flood: { count: 200, bytes: 2 * 1024 * 1024 },
  scan: { times: 3, pages: 20 },
  signal: {
    starts: 9,
    crowded: { peers: 2000, seconds: 30, timeout: 60_000 },
    saturation: { sessions: 256, seconds: 4 },
    steps: { counts: { memory: 40_000, sqlite: 20_000, postgres: 5_000 } },
  },
  store: { rounds: 3, seconds: 4, connections: 64, count: 2000, ttl: 10, dimensions: { width: 640, height: 480 } },
};

export const smoke = {
  requests: { rounds: 1, seconds: 1, sessions: 4 },
  footprint: { starts: 1, fillSeconds: 1, sockets: 20 },
  load: { sockets: 20, rate: 50, seconds: 1 },
  photo: { times: 1, dimensions: { width: 320, height: 240 } },
  signature: { times: 1, points: 200 },
  memory: { count: 2, bytes: 200_000, dimensions: { width: 320, height: 240 } },
  fairness: { parallel: 4, persons: 2, dimensions: { width: 320, height: 240 } },
  flood: { count: 10, bytes: 200_000 },
  scan: { times: 1, pages: 2 },
  signal: {
    starts: 1,
    crowded: { peers: 20, seconds: 1, timeout: 3_000 },
    saturation: { sessions: 4, seconds: 1 },
    steps: { counts: { memory: 200, sqlite: 200, postgres: 100 } },
  },
  store: { rounds: 1, seconds: 1, connections: 4, count: 10, ttl: 2, dimensions: { width: 64, height: 48 } },
};
