import {
  groupPlan,
  LANGUAGES,
  layeredPlan,
  type PlanTemplate,
  patchBetween,
  planTemplateSchema,
  planTree,
} from '@kotisilta/contract'
import { contentToFhir, limitsAndMedicines, planOf, shapeFaults, type Understood } from './content.ts'
import { Faults } from './faults.ts'
import { measureCode, measureOfFhir, measureTiming } from './measures.ts'
import { type Extension, planDefinitionResource } from './resource.ts'
import { rulesOf } from './rules.ts'
import { ENTRY, EXTENSION } from './terms.ts'

/** Nobody in particular. */
const ANYBODY = 'Patient/anybody'

/** A template as a PlanDefinition of FHIR R4: the plan that it makes of everybody's. */
export function templateToFhir(template: PlanTemplate) {
  const plan = layeredPlan({ templates: [template], personal: {} })
  const { rules, limits, medicines } = contentToFhir(plan, ANYBODY)
  return {
    resourceType: 'PlanDefinition' as const,
    extension: [rules, ...LANGUAGES.map((language) => titleExtension(template, language))],
    contained: [...limits, ...medicines],
    name: template.id,
    version: String(template.version),
    title: template.title.en,
    description: template.about.en,
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/plan-definition-type', code: 'protocol' }] },
    status: 'active' as const,
    goal: plan.goals.map(({ id, text, target, due }) => ({
      extension: [
        { url: ENTRY, valueString: id },
        ...(due === undefined ? [] : [{ url: EXTENSION.due, valueDate: due }]),
      ],
      description: { text },
      ...(target !== undefined && { addresses: [{ text: target }] }),
    })),
    action: [
      ...plan.expected.map((one) => ({ code: [measureCode(one)], timingTiming: measureTiming(one) })),
      ...[...limits, ...medicines].map(({ id }) => ({ definitionUri: `#${id}` })),
    ],
  }
}

/** The template that a PlanDefinition says; its version is given by whoever adds it. */
export function templateOfFhir(resource: unknown): Understood<Omit<PlanTemplate, 'version'>> {
  const parsed = planDefinitionResource.safeParse(resource)
  if (!parsed.success) return shapeFaults(parsed.error.issues)
  const { action, contained, description, extension, goal, name, title } = parsed.data
  const faults = new Faults()
  const known = new Set(contained.map(({ id }) => `#${id}`))
  const expected = action.flatMap(({ code, timingTiming, definitionUri }, place) => {
    const path = `action.${place}`
    if (definitionUri !== undefined && !known.has(definitionUri))
      faults.add(`${path}.definitionUri`, 'not-contained', 'not contained')
    if (timingTiming === undefined) return []
    return measureOfFhir(code[0] ?? { coding: [] }, timingTiming, path, faults) ?? []
  })
  const goals = goal.map(({ description: { text }, extension: of, addresses }, place) => {
    const due = of.find(({ url }) => url === EXTENSION.due)?.valueDate
    const target = addresses?.[0]?.text
    return {
      id: of.find(({ url }) => url === ENTRY)?.valueString ?? `goal-${place + 1}`,
      text,
      ...(target !== undefined && { target }),
      ...(due !== undefined && { due }),
    }
  })
  const plan = planOf({ ...rulesOf(extension), ...limitsAndMedicines(contained, faults), expected, goals }, faults)
  if (!plan.ok) return plan
  const said = (what: 'title' | 'about', otherwise: string) =>
    Object.fromEntries(LANGUAGES.map((language) => [language, titleIn(extension, language, what) ?? otherwise]))
  const template = planTemplateSchema.omit({ version: true }).safeParse({
    id: name,
    title: said('title', title ?? name),
    about: said('about', description ?? title ?? name),
    patch: patchBetween(planTree(groupPlan), planTree(plan.value)),
  })
  return template.success ? { ok: true, value: template.data } : shapeFaults(template.error.issues)
}

const titleExtension = ({ title, about }: PlanTemplate, language: keyof PlanTemplate['title']): Extension => ({
  url: EXTENSION.title,
  extension: [
    { url: 'language', valueCode: language },
    { url: 'title', valueString: title[language] },
    { url: 'about', valueString: about[language] },
  ],
})

const titleIn = (extensions: readonly Extension[], language: string, what: string): string | undefined =>
  extensions
    .filter(({ url }) => url === EXTENSION.title)
    .find(({ extension }) => extension?.some(({ url, valueCode }) => url === 'language' && valueCode === language))
    ?.extension?.find(({ url }) => url === what)?.valueString
