// What a drill found.

/// What clients count while they work.
export const emptyTally = () => ({
  answers: {},
  surprises: [],
  unanswered: 0,
  slowestMs: 0, // of all answers
  troubled: 0, // when somebody last had no answer, a part of one, a 5xx or one after more than a second, in ms since 1970
  hungUp: 0, // of those without an answer: on connections that had been kept, which their server may end between two requests
  dead: false,
});

/// What is added up over a drill. `lost` and `half` (visible) say of which session what is not as it was acknowledged.
export const emptyReport = () => ({
  kills: 0,
  sessions: 0,
  facts: 0,
  lost: [],
  half: [],
  gone: 0, // files that are known to be lost, and were said to be
  held: new Set(), // of sessions that a submission which died with the server keeps from being submitted, or alive past their time
  surprises: [],
  answers: {},
  unanswered: 0,
  startMs: [],
  unsynced: { writes: 0, names: 0 },
  files: { stored: 0, missing: 0, leaving: 0, unnamed: 0 },
  integrity: [],
  said: {}, // by the servers' logs, from warnings on: message → how often
});

export function add(report, tally) {
  for (const [label, count] of Object.entries(tally.answers)) report.answers[label] = (report.answers[label] ?? 0) + count;
  report.surprises.push(...tally.surprises);
  report.unanswered += tally.unanswered;
}

/// Counts the messages of a server's log.
export function note(report, server) {
  for (const line of server.said().split('\n').filter(Boolean)) {
    const message = /"message":"([^"]*)"/.exec(line)?.[1] ?? line;
    report.said[message] = (report.said[message] ?? 0) + 1;
  }
}

/// What must not be in a report; empty if all is well.
export function faults(report) {
  const found = [...report.lost.map((each) => `lost: ${each}`), ...report.half.map((each) => `half visible: ${each}`)];
  if (report.held.size) found.push(`${report.held.size} sessions are held by submissions that died with the server`);
  found.push(...report.surprises.map((each) => `unexpected: ${each}`));
  found.push(...report.integrity.filter((each) => each !== 'ok').map((each) => `integrity_check: ${each}`));
  if (report.files.missing) found.push(`${report.files.missing} files of sessions are missing`);
  found.push(...Object.keys(report.said).filter((message) => /Sanitizer|runtime error/.test(message)));
  // Power can bring back a file whose removal was done with: the sweep takes it a day later.
  if (report.files.unnamed && !report.powerLoss) found.push(`${report.files.unnamed} files that nobody names`);
  return found;
}
