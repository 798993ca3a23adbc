/** Small scenarios that the tests of the command run. */

/** A network with luck, contention and a milestone with a target. Without luck it ends on day 15: a 4, then b 6, beside c. */
export const NETWORK = `scenario: net
time_unit: day
until: 100
pools: {crew: 2}
activities:
  a: {duration: {triangular: {low: 2, mode: 4, high: 9}}, pools: {crew: 1}}
  b: {duration: {uniform: {low: 3, high: 9}}, pools: {crew: 2}, after: a}
  c: {duration: 5, pools: {crew: 1}}
  done: {milestone: true, after: [b, c], target: 12}
`;

/** Four futures in ten are not finished by the horizon; `early` is reached in all of them. */
export const OFTEN_LATE = `scenario: often-late
start: 2026-01-05
until: 2026-04-15
activities:
  build: {duration: 10 d}
  early: {milestone: true, after: build}
  rework: {duration: {chance: {p: 40 %, of: 200 d}}, after: build}
  late: {milestone: true, after: rework, target: 2026-02-01, online: {it: 10 MW, gpus: 1000, planned: 2026-02-01}}
`;

/** Ten MW in the north on 15 January in all futures; thirty in the south on that day in six futures out of ten, in the others never. */
export const TWO_SITES = `scenario: two-sites
start: 2026-01-05
until: 2026-04-15
sites:
  north:
    activities:
      build: {duration: 10 d, online: {it: 10 MW, planned: 2026-01-20}}
  south:
    activities:
      build: {duration: 10 d}
      rework: {duration: {chance: {p: 40 %, of: 200 d}}, after: build}
      late: {milestone: true, after: rework, online: {it: 30 MW, planned: 2026-02-01}}
`;

/** Each holds what the other waits for: one of two cranes, and then the second. */
export const DEADLOCK = `scenario: deadlock
time_unit: day
until: 50
pools: {crane: 2}
activities:
  left: {duration: 1, keeps: {crane: 1}}
  right: {duration: 1, keeps: {crane: 1}}
  left-lift: {duration: 3, pools: {crane: 1}, after: left, returns: {crane: 1}}
  right-lift: {duration: 3, pools: {crane: 1}, after: right, returns: {crane: 1}}
`;

export const TOO_LONG = `scenario: too-long
start: 2026-01-05
until: 2026-02-05
activities:
  dig: {duration: 20 d}
  pour: {duration: 20 d, after: dig}
  cure: {duration: 5 d, after: pour}
`;
