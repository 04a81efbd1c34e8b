import type { PlanTemplate } from '@kotisilta/contract'

export const hypertension: PlanTemplate = {
  id: 'hypertension',
  version: 1,
  title: { fi: 'Kohonnut verenpaine', sv: 'Högt blodtryck', en: 'Hypertension' },
  about: {
    fi: 'Verenpaineesta katsotaan viikon keskiarvoa: kaksi mittausta aamulla ja kaksi illalla seitsemän päivän ajan. Yksittäinen mittaus hälyttää vain, kun se on vaarallinen.',
    sv: 'Av blodtrycket bedöms veckans medelvärde: två mätningar på morgonen och två på kvällen i sju dagar. En enskild mätning larmar bara när den är farlig.',
    en: 'Blood pressure is judged by the mean of a week: two measurements in the morning and two in the evening for seven days. A single one alerts only when it is dangerous.',
  },
  patch: {
    expected: { 'blood-pressure': { kind: 'blood-pressure', withinHours: 192 } },
    limits: {
      'blood-pressure.systolic': { kind: 'blood-pressure', component: 'systolic', red: { low: 91, high: 179 } },
      'blood-pressure.diastolic': { kind: 'blood-pressure', component: 'diastolic', red: { high: 109 } },
    },
    bloodPressureAverage: { enabled: true },
    measureAgain: { enabled: true },
  },
}
