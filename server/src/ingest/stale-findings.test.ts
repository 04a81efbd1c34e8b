import { type Finding, isoTime, newUlid } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { StaleFindings } from './stale-findings.ts'

const NOW = Date.parse('2026-11-21T05:00:00.000Z')
const HOUR = 3_600_000
const saying = { title: 't', why: 'w' }

const finding = (rule: Finding['rule'], change: Finding['change'], hoursAgo: number): Finding => ({
  rule,
  ruleVersion: 1,
  problem: 'vital-signs',
  change,
  priority: 'medium',
  at: isoTime(NOW - hoursAgo * HOUR),
  words: { fi: saying, sv: saying, en: saying },
  basis: [{ item: newUlid(NOW), kind: 'heart-rate', at: isoTime(NOW) }],
})

test('what is of the moment is told at once', () => {
  const raised = finding('news2', 'raised', 0.2)
  expect(new StaleFindings(NOW).sift('p', [raised])).toEqual([raised])
})

test('bad input 10: what was true in the backlog and is over goes on the timeline and pages nobody, its clearing neither', () => {
  const stale = new StaleFindings(NOW)
  const [raised, worse] = [finding('news2', 'raised', 30), finding('news2', 'worse', 29)]
  expect(stale.sift('p', [raised])).toEqual([])
  expect(stale.sift('p', [worse])).toEqual([])
  expect(stale.sift('p', [finding('news2', 'cleared', 28)])).toEqual([])
  expect(stale.remaining()).toEqual([])
  expect(stale.passed().map((each) => each.finding)).toEqual([raised, worse])
})

test('what is still true at the end of the backlog pages', () => {
  const stale = new StaleFindings(NOW)
  const raised = finding('weight-gain', 'raised', 20)
  stale.sift('p', [finding('news2', 'raised', 30)])
  stale.sift('p', [finding('news2', 'cleared', 29)])
  stale.sift('p', [raised])
  expect(stale.remaining()).toEqual([{ patient: 'p', finding: raised }])
})

test('one patient’s recovery says nothing of another’s', () => {
  const stale = new StaleFindings(NOW)
  stale.sift('p', [finding('news2', 'raised', 30)])
  stale.sift('q', [finding('news2', 'cleared', 29)])
  expect(stale.remaining()).toHaveLength(1)
})

test('a clearing of what was already on the board is told', () => {
  const stale = new StaleFindings(NOW)
  const [worse, cleared] = [finding('news2', 'worse', 30), finding('news2', 'cleared', 29)]
  stale.sift('p', [worse])
  expect(stale.sift('p', [cleared])).toEqual([cleared])
})

test.each(['sos', 'fall', 'smoke'] as const)('%s pages however late', (rule) => {
  const late = finding(rule, 'occurred', 24 * 7)
  expect(new StaleFindings(NOW).sift('p', [late])).toEqual([late])
})

test('a missed dose pages for a day, then it is history', () => {
  const stale = new StaleFindings(NOW)
  const [recent, old] = [finding('dose-missed', 'occurred', 23), finding('dose-missed', 'occurred', 25)]
  expect(stale.sift('p', [recent, old])).toEqual([recent])
  expect(stale.passed()).toEqual([{ patient: 'p', finding: old }])
})
