import { expect, test } from 'vitest'
import { type CpuProfile, profileText, selfTimes } from './cpu-profile.ts'

const frame = (functionName: string, url = '', lineNumber = 0) => ({ functionName, url, lineNumber })

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(idle)') },
    { id: 2, callFrame: frame('take', 'file:///home/work/server/src/ingest.ts', 9) },
    { id: 3, callFrame: frame('', 'node:net', 4) },
    { id: 4, callFrame: frame('take', 'file:///home/work/server/src/ingest.ts', 9) },
  ],
  samples: [1, 2, 3, 4, 4],
  timeDeltas: [9000, 1000, 1000, 3000, 5000],
}

test("a function's own time is summed over all places it was called from, idling left out", () => {
  const times = selfTimes(profile, '/home/work')
  expect(times).toEqual([
    { where: 'take server/src/ingest.ts:10', milliseconds: 9 },
    { where: '(anonymous) node:net:5', milliseconds: 1 },
  ])
  expect(profileText(times, 1)).toBe(' 90.0 %  take server/src/ingest.ts:10')
})
