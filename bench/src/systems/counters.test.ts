import { expect, test } from 'vitest'
import { countersBetween, parseCounters } from './counters.ts'

const text = `# HELP kotisilta_items_total Items stored and judged
# TYPE kotisilta_items_total counter
kotisilta_items_total 1200
kotisilta_refused_total{code="device-unknown"} 2
kotisilta_refused_total{code="item-invalid"} 1
kotisilta_commit_seconds_bucket{le="0.001"} 3
kotisilta_commit_seconds_sum 1.5
kotisilta_commit_seconds_count 30
`

test("the server's figures are read from its text, labels summed, what is absent as 0", () => {
  const counters = { items: 1200, duplicates: 0, refused: 3, commits: 30, commitSeconds: 1.5 }
  expect(parseCounters(text)).toEqual(counters)
  expect(countersBetween({ ...counters, items: 1000, commits: 10 }, counters)).toEqual({
    items: 200,
    duplicates: 0,
    refused: 0,
    commits: 20,
    commitSeconds: 0,
  })
})
