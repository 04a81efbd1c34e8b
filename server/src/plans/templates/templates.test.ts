import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  groupPlan,
  layeredPlan,
  leafPaths,
  planFaults,
  planTemplateSchema,
  planTree,
  planWarnings,
  READING_KIND_NAMES,
} from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { TEMPLATES } from './templates.ts'

const planOf = (template: (typeof TEMPLATES)[number]) => layeredPlan({ templates: [template], personal: {} })
const named = TEMPLATES.map((template) => [template.id, template] as const)

test('there are templates, each with its own id', () => {
  expect(TEMPLATES.length).toBeGreaterThanOrEqual(6)
  expect(new Set(TEMPLATES.map(({ id }) => id)).size).toBe(TEMPLATES.length)
})

test.each(named)(
  '%s makes a plan that contradicts nothing and warns of nothing where all is measured',
  (_id, template) => {
    expect(planTemplateSchema.parse(template)).toEqual(template)
    const plan = planOf(template)
    expect(planFaults(plan)).toEqual([])
    expect(planWarnings(plan, { measured: new Set(READING_KIND_NAMES), now: 0 })).toEqual([])
  },
)

test.each(named)(
  '%s says nothing that a plan does not know or that is so anyway but where it says so',
  (_id, template) => {
    const tree = planTree(planOf(template))
    const known = new Set(leafPaths(tree).map((path) => path.join('/')))
    for (const path of leafPaths(template.patch)) expect([...known]).toContain(path.join('/'))
    expect(tree).not.toEqual(planTree(groupPlan))
  },
)

test.each(named)('%s has its numbers in the list of sources', (id) => {
  const sources = readFileSync(join(import.meta.dirname, '../../../../docs/clinical-sources.md'), 'utf8')
  expect(sources).toContain(`\`${id}\``)
})

test('all of them together are a plan, too', () => {
  const plan = layeredPlan({ templates: TEMPLATES, personal: {} })
  expect(planFaults(plan)).toEqual([])
})
