import type { PlanTemplate } from '@kotisilta/contract'

export const memoryIllness: PlanTemplate = {
  id: 'memory-illness',
  version: 1,
  title: { fi: 'Muistisairaus', sv: 'Minnessjukdom', en: 'Memory illness' },
  about: {
    fi: 'Levottomat yöt, liikkumattomuus ja äkillisen sekavuuden merkit huomataan omaan tavalliseen verrattuna.',
    sv: 'Oroliga nätter, orörlighet och tecken på akut förvirring märks jämfört med det egna normala.',
    en: 'Restless nights, stillness and signs of sudden confusion are noticed against the person’s own usual.',
  },
  patch: {
    baselines: { activity: { enabled: true }, sleep: { enabled: true } },
    inactivity: { enabled: true },
    nightUnrest: { enabled: true },
    delirium: { enabled: true },
  },
}
