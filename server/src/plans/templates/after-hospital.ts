import type { PlanTemplate } from '@kotisilta/contract'
import { NEWS2_LIMITS } from './news2-limits.ts'

export const afterHospital: PlanTemplate = {
  id: 'after-hospital',
  version: 1,
  title: { fi: 'Sairaalasta kotiutunut', sv: 'Utskriven från sjukhus', en: 'Home from hospital' },
  about: {
    fi: 'Peruselintoiminnot joka päivä kotiutumisen jälkeen. Anna suunnitelmalle päättymispäivä, niin edellinen tulee sen jälkeen taas voimaan.',
    sv: 'Vitala värden varje dag efter utskrivningen. Ge planen ett slutdatum, så gäller den tidigare planen igen efter det.',
    en: 'Vital signs each day after coming home. Give the plan an end, and the one before is in force again after it.',
  },
  patch: {
    expected: {
      'blood-pressure': { kind: 'blood-pressure', withinHours: 36, times: ['08:00'] },
      'heart-rate': { kind: 'heart-rate', withinHours: 36 },
      'oxygen-saturation': { kind: 'oxygen-saturation', withinHours: 36, times: ['08:00'] },
      'body-temperature': { kind: 'body-temperature', withinHours: 36, times: ['08:00'] },
    },
    limits: NEWS2_LIMITS,
    delirium: { enabled: true },
    measureAgain: { enabled: true },
  },
}
