import { expect, test } from 'vitest'
import { stateFindings } from './state-findings.ts'

const online = { online: true }

test('what has grown since the last word is told once, and what was there when we first hear of it too', () => {
  const some = { ...online, counts: { dropped: 3, damaged: 1 } }
  expect(stateFindings(undefined, some)).toEqual([
    { code: 'items-dropped', detail: '3 items' },
    { code: 'items-damaged', detail: '1 items' },
  ])
  expect(stateFindings(some, some)).toEqual([])
  expect(stateFindings(some, { ...online, counts: { dropped: 10, damaged: 1 } })).toEqual([
    { code: 'items-dropped', detail: '7 items' },
  ])
})

test('a new outbox counts from nothing, which is no loss', () => {
  expect(stateFindings({ ...online, counts: { dropped: 10 } }, { ...online, counts: { dropped: 0 } })).toEqual([])
})

test('a file set aside is told though nothing in it could be counted', () => {
  expect(stateFindings(undefined, { ...online, counts: { setAside: 1 } })).toMatchObject([{ code: 'items-damaged' }])
})

test('a disk that is full or takes nothing is told when it becomes so', () => {
  const full = { ...online, disk: 'full' } as const
  expect(stateFindings({ ...online, disk: 'ok' }, full)).toEqual([{ code: 'disk-full', detail: '' }])
  expect(stateFindings(full, full)).toEqual([])
  expect(stateFindings(full, { ...online, disk: 'memory' })).toEqual([{ code: 'disk-failing', detail: 'memory' }])
  expect(stateFindings(full, { ...online, disk: 'ok' })).toEqual([])
})
