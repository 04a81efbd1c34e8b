import { groupPlan, LANGUAGES, layeredPlan, planSchema } from '@kotisilta/contract'
import { expect, test } from 'vitest'
import { TEMPLATES } from '../templates/templates.ts'
import { plainWords } from './plain-words.ts'

const now = Date.parse('2026-11-26T10:00:00.000Z')
const plan = planSchema.parse({
  news2: { enabled: false },
  expected: [
    { kind: 'body-weight', withinHours: 36, times: ['07:30'] },
    { kind: 'blood-pressure', withinHours: 192 },
  ],
  limits: [
    { kind: 'heart-rate', red: { low: 41, high: 130 }, yellow: { high: 110 } },
    { kind: 'body-temperature', yellow: { high: 38.5 }, hours: { from: '22:00', to: '07:00' } },
  ],
  medicines: [
    {
      id: 'm',
      name: 'Furosemidi 40 mg',
      atc: 'C03CA01',
      critical: true,
      doses: [
        { at: '08:00', early: 60, late: 60, critical: 120, missed: 240 },
        { at: '14:00', early: 60, late: 60, critical: 120, missed: 240 },
      ],
    },
  ],
  goals: [{ id: 'g', text: 'Kävelen kauppaan', target: '500 m', due: '2027-03-01' }],
  pauses: [
    { from: '2026-11-01T10:00:00.000Z', until: '2026-11-02T10:00:00.000Z', reason: 'hospital' },
    { from: '2026-12-01T10:00:00.000Z', until: '2026-12-07T10:00:00.000Z', reason: 'travel' },
  ],
})
const said = (language: 'fi' | 'sv' | 'en', given = plan) =>
  plainWords(given, { language, responsible: 'Sirpa Laine', now })
    .flatMap(({ title, sentences }) => [`# ${title}`, ...sentences])
    .map((line) => line.replaceAll(' ', ' '))

test('a plan in Finnish', () => {
  expect(said('fi')).toEqual([
    '# Mitä mitataan',
    'Paino mitataan joka päivä kello 7.30.',
    'Verenpaine mitataan vähintään kerran 8 päivässä.',
    '# Milloin hoitaja saa tiedon',
    'Jos syke on alle 41 minuutissa tai yli 130 minuutissa, hoitaja saa heti hälytyksen.',
    'Jos syke on yli 110 minuutissa, hoitaja saa siitä tiedon.',
    'Jos lämpö on kello 22.00–7.00 yli 38,5 °C, hoitaja saa siitä tiedon.',
    'Jos paino nousee yli 2 kg 3 päivässä, hoitaja saa tiedon.',
    'Käytät nesteenpoistolääkettä: jos paino laskee vähintään 0,9 kg 2 päivässä, hoitaja saa tiedon.',
    '# Lääkkeet',
    'Furosemidi 40 mg otetaan joka päivä kello 8.00 ja 14.00.',
    'Tämä lääke on erityisen tärkeä. Jos annos jää ottamatta, hoitaja saa heti hälytyksen.',
    '# Tavoitteet',
    'Kävelen kauppaan, tavoite 500 m, viimeistään 1.3.2027.',
    '# Kuka vastaa',
    'Suunnitelmastasi vastaa Sirpa Laine.',
    '# Tauot',
    'Mittauksia ei odoteta 1.12.2026–7.12.2026, koska olet matkalla.',
    '# Muista',
    'Jos vointisi on huono, älä jää odottamaan. Paina hälytyspainiketta tai soita 112.',
  ])
})

test('the same in Swedish and English', () => {
  expect(said('sv')).toContain('Om pulsen är under 41 per minut eller över 130 per minut får vårdaren genast ett larm.')
  expect(said('sv')).toContain('Om temperaturen klockan 22.00–7.00 är över 38,5 °C får vårdaren veta det.')
  expect(said('en')).toContain(
    'If your pulse is below 41 a minute or above 130 a minute, the nurse gets an alarm at once.',
  )
  expect(said('en')).toContain('No measurements are expected from 01/12/2026 to 07/12/2026 because you are travelling.')
})

test('what is switched off is not said, and that nothing is watched is', () => {
  expect(said('en', planSchema.parse({ ...plan, detection: { off: ['limit', 'weight-gain'] } })).join(' ')).not.toMatch(
    /pulse|goes up/,
  )
  const off = said('en', planSchema.parse({ ...plan, detection: { enabled: false } }))
  expect(off).toContain('Measurements are not watched automatically just now. The alarm button works all the same.')
  expect(off.join(' ')).not.toMatch(/pulse/)
})

test.each(LANGUAGES)('everything that can be switched on has its words in %s, and none is left unsaid', (language) => {
  const all = layeredPlan({ templates: TEMPLATES, personal: {} })
  const most = planSchema.parse({
    ...all,
    weightGain: {},
    weightGainDay: { enabled: true },
    diuretic: true,
    overDiuresis: {},
    glucose: {},
    news2: {},
    baselines: { heartRate: { enabled: true }, respiration: { enabled: true } },
  })
  const lines = said(language, most)
  expect(lines.length).toBeGreaterThan(30)
  expect(lines.join(' ')).not.toMatch(/\b(undefined|null|NaN)\b|\[object/)
  expect(new Set(lines).size).toBe(lines.length)
})

test('the group’s plan says little, and how to get help', () => {
  expect(plainWords(groupPlan, { language: 'en', responsible: undefined, now }).map(({ title }) => title)).toEqual([
    'When the nurse is told',
    'Remember',
  ])
})
