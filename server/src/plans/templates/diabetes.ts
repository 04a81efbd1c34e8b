import type { PlanTemplate } from '@kotisilta/contract'

export const diabetes: PlanTemplate = {
  id: 'diabetes',
  version: 1,
  title: { fi: 'Diabetes', sv: 'Diabetes', en: 'Diabetes' },
  about: {
    fi: 'Verensokeri joka aamu. Matala verensokeri pyydetään mittaamaan uudelleen, hyvin matala hälyttää heti.',
    sv: 'Blodsocker varje morgon. Ett lågt värde ska mätas om, ett mycket lågt larmar genast.',
    en: 'Blood glucose each morning. A low value is measured again, a very low one alerts at once.',
  },
  patch: {
    expected: { 'blood-glucose': { kind: 'blood-glucose', withinHours: 36, times: ['07:30'] } },
    limits: {
      'blood-glucose': { kind: 'blood-glucose', red: { high: 20 }, yellow: { high: 13.9 } },
    },
    glucose: { enabled: true },
    measureAgain: { enabled: true },
  },
}
