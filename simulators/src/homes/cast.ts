import type { Baseline } from '../persons/physiology.ts'
import type { ScenarioName } from '../persons/scenario.ts'
import type { DailyDose, Home, Resident } from './home.ts'

/** What is written down of somebody in the demo; the rest follows from the seed. */
export interface Role {
  resident: Resident
  plan: Home['plan']
  doses: readonly DailyDose[]
  baseline: Partial<Baseline>
  scenario?: ScenarioName
}

const MORNING = 8 * 60
const NOON = 12 * 60
const EVENING = 17 * 60
const NIGHT = 21 * 60

/** ATC codes of WHO's index: furosemide, bisoprolol, ramipril, warfarin, paracetamol, tiotropium, metformin, donepezil. */
const MEDICINE = {
  furosemide: 'ATC C03CA01',
  bisoprolol: 'ATC C07AB07',
  ramipril: 'ATC C09AA05',
  warfarin: 'ATC B01AA03',
  paracetamol: 'ATC N02BE01',
  tiotropium: 'ATC R03BB04',
  metformin: 'ATC A10BA02',
  donepezil: 'ATC N06DA02',
} as const
type Medicine = keyof typeof MEDICINE

export const dosesOf = (morning: Medicine, noon: Medicine, evening: Medicine, night: Medicine): DailyDose[] => [
  { minutes: MORNING, medicine: MEDICINE[morning] },
  { minutes: NOON, medicine: MEDICINE[noon] },
  { minutes: EVENING, medicine: MEDICINE[evening] },
  { minutes: NIGHT, medicine: MEDICINE[night] },
]

/**
 * The six of the demo, in the order of their gateways. Nobody of them exists, nor do their streets; the municipalities do.
 * Telephone numbers with this many zeros are nobody's.
 */
export const CAST: readonly Role[] = [
  {
    resident: {
      name: 'Veikko Korhonen',
      birthYear: 1945,
      language: 'fi',
      municipality: 'Mäntyharju',
      address: 'Satukuja 3 A 7',
      keyBox: '4411',
      phone: '+358 40 000 0101',
      livesAlone: true,
      notes: 'Sydämen vajaatoiminta (NYHA III). Soita ensin Veikolle, sitten tyttärelle. Kuulee huonosti vasemmalla.',
      contacts: [
        { name: 'Päivi Korhonen', relation: 'tytär', phone: '+358 40 000 0102' },
        { name: 'Seppo Tarvainen', relation: 'naapuri, avain', phone: '+358 40 000 0103' },
      ],
    },
    plan: { news2: { supplementalOxygen: false }, limits: [{ kind: 'heart-rate', yellow: { low: 45, high: 120 } }] },
    doses: dosesOf('furosemide', 'ramipril', 'bisoprolol', 'paracetamol'),
    baseline: {
      bodyWeight: 78.2,
      heartRate: 74,
      respiratoryRate: 16,
      oxygenSaturation: 96.6,
      systolic: 128,
      diastolic: 74,
    },
    scenario: 'heart-failure',
  },
  {
    resident: {
      name: 'Helvi Mäkinen',
      birthYear: 1942,
      language: 'fi',
      municipality: 'Mäntyharju',
      address: 'Tarinatie 12',
      keyBox: '2087',
      phone: '+358 40 000 0201',
      livesAlone: true,
      notes: 'Kolme kaatumista tänä vuonna. Varfariini. Soita ensin, sitten naapuri (avain), sitten 112.',
      contacts: [
        { name: 'Anneli Hirvonen', relation: 'naapuri, avain', phone: '+358 40 000 0202' },
        { name: 'Timo Mäkinen', relation: 'poika', phone: '+358 40 000 0203' },
      ],
    },
    plan: { news2: { supplementalOxygen: false } },
    doses: dosesOf('ramipril', 'paracetamol', 'warfarin', 'paracetamol'),
    baseline: { bodyWeight: 61.4 },
  },
  {
    resident: {
      name: 'Aino Saarela',
      birthYear: 1947,
      language: 'fi',
      municipality: 'Sysmä',
      address: 'Lorupolku 5 B 2',
      keyBox: '9130',
      phone: '+358 40 000 0301',
      livesAlone: true,
      notes: 'Muistisairaus, lievä. Lääkeautomaatti. Ottaa lääkkeen, kun puhelimessa muistutetaan.',
      contacts: [{ name: 'Jukka Saarela', relation: 'veli', phone: '+358 40 000 0302' }],
    },
    plan: { news2: { supplementalOxygen: false } },
    doses: dosesOf('metformin', 'paracetamol', 'warfarin', 'donepezil'),
    baseline: { bodyWeight: 66.9 },
  },
  {
    resident: {
      name: 'Birgitta Lindqvist',
      birthYear: 1940,
      language: 'sv',
      municipality: 'Kronoby',
      address: 'Sagostigen 8',
      keyBox: '5526',
      phone: '+358 40 000 0401',
      livesAlone: true,
      notes: 'Talar svenska. Högt blodtryck. Ser dåligt; låt telefonen ringa länge.',
      contacts: [
        { name: 'Gunilla Lindqvist', relation: 'dotter', phone: '+358 40 000 0402' },
        { name: 'Bo-Erik Sandlund', relation: 'granne, nyckel', phone: '+358 40 000 0403' },
      ],
    },
    plan: {
      news2: { supplementalOxygen: false },
      limits: [{ kind: 'blood-pressure', component: 'systolic', red: { low: 90, high: 200 } }],
    },
    doses: dosesOf('ramipril', 'paracetamol', 'bisoprolol', 'paracetamol'),
    baseline: { bodyWeight: 70.3, systolic: 146, diastolic: 82 },
  },
  {
    resident: {
      name: 'Eino Rantanen',
      birthYear: 1936,
      language: 'fi',
      municipality: 'Ruovesi',
      address: 'Kaikuranta 1',
      keyBox: '7702',
      phone: '+358 40 000 0501',
      livesAlone: false,
      notes: 'Keuhkoahtaumatauti, tavoite SpO2 88–92 % (keuhkolääkäri). Asuu vaimonsa Hilkan kanssa.',
      contacts: [{ name: 'Hilkka Rantanen', relation: 'vaimo, samassa taloudessa', phone: '+358 40 000 0502' }],
    },
    plan: {
      news2: { spo2Scale: 2, supplementalOxygen: false },
      limits: [{ kind: 'oxygen-saturation', red: { low: 85 } }],
    },
    doses: dosesOf('tiotropium', 'paracetamol', 'ramipril', 'paracetamol'),
    baseline: { bodyWeight: 58.6, oxygenSaturation: 90.4, respiratoryRate: 17.5 },
  },
  {
    resident: {
      name: 'Gunnar Nyström',
      birthYear: 1949,
      language: 'sv',
      municipality: 'Pedersöre',
      address: 'Diktvägen 21',
      keyBox: '3349',
      phone: '+358 40 000 0601',
      livesAlone: true,
      notes: 'Talar svenska, förstår finska. Typ 2-diabetes. Går ut varje förmiddag.',
      contacts: [{ name: 'Maj-Lis Nyström', relation: 'syster', phone: '+358 40 000 0602' }],
    },
    plan: { news2: { supplementalOxygen: false } },
    doses: dosesOf('metformin', 'metformin', 'ramipril', 'metformin'),
    baseline: { bodyWeight: 84.1, steps: 5200 },
  },
]
