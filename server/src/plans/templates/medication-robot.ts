import type { PlanTemplate } from '@kotisilta/contract'

export const medicationRobot: PlanTemplate = {
  id: 'medication-robot',
  version: 1,
  title: { fi: 'Vain lääkerobotti', sv: 'Bara medicinrobot', en: 'Medication robot only' },
  about: {
    fi: 'Kotona ei mitata mitään: vain lääkkeiden ottamista ja robotin toimintaa seurataan. Lisää lääkkeet ja annosten ajat.',
    sv: 'Inget mäts hemma: bara medicinintaget och robotens funktion följs. Lägg till mediciner och dostider.',
    en: 'Nothing is measured at home: only the taking of medicines and the robot itself are watched. Add the medicines and when their doses are due.',
  },
  patch: {
    news2: { enabled: false },
    weightGain: { enabled: false },
    overDiuresis: { enabled: false },
    glucose: { enabled: false },
  },
}
