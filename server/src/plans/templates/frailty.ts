import type { PlanTemplate } from '@kotisilta/contract'

export const frailty: PlanTemplate = {
  id: 'frailty',
  version: 1,
  title: {
    fi: 'Hauraus ja vajaaravitsemus',
    sv: 'Skörhet och undernäring',
    en: 'Frailty and malnutrition',
  },
  about: {
    fi: 'Paino kerran viikossa: tahaton laihtuminen huomataan. Aktiivisuutta, unta ja liikkumista kotona verrataan omaan tavalliseen.',
    sv: 'Vikt en gång i veckan: ofrivillig viktnedgång märks. Aktivitet, sömn och rörelse i hemmet jämförs med det egna normala.',
    en: 'Weight once a week: weight lost unmeant is noticed. Activity, sleep and movement at home are held against the person’s own usual.',
  },
  patch: {
    expected: { 'body-weight': { kind: 'body-weight', withinHours: 192, times: ['08:00'], days: [1] } },
    malnutrition: { enabled: true },
    baselines: { activity: { enabled: true }, sleep: { enabled: true } },
    inactivity: { enabled: true },
  },
}
