import { between, pick, seedOf } from '../persons/seeded.ts'
import { dosesOf, type Role } from './cast.ts'

const NAMES = {
  fi: {
    given: [
      'Aarne',
      'Elsa',
      'Irja',
      'Kalevi',
      'Kerttu',
      'Lempi',
      'Martti',
      'Pentti',
      'Raili',
      'Reino',
      'Sirkka',
      'Toini',
    ],
    family: ['Ahonen', 'Hakala', 'Heikkinen', 'Kallio', 'Laine', 'Leppänen', 'Niemi', 'Ojala', 'Pulkkinen', 'Väisänen'],
    municipality: ['Mäntyharju', 'Sysmä', 'Ruovesi', 'Virrat', 'Parkano', 'Hartola'],
    street: ['Satukuja', 'Tarinatie', 'Lorupolku', 'Kaikuranta', 'Runonkatu'],
    relation: 'tytär',
  },
  sv: {
    given: ['Alf', 'Barbro', 'Doris', 'Erik', 'Gretel', 'Holger', 'Inga', 'Karl-Erik', 'Solveig', 'Ture'],
    family: ['Backman', 'Dahlqvist', 'Ekström', 'Forsblom', 'Holmlund', 'Sjöberg', 'Westerlund', 'Åkerblom'],
    municipality: ['Kronoby', 'Pedersöre', 'Ingå', 'Malax'],
    street: ['Sagostigen', 'Diktvägen', 'Ekogränd', 'Visvägen'],
    relation: 'dotter',
  },
} as const

type Words = readonly [string, ...string[]]

/** Somebody for the homes beyond the cast: an ordinary person, well, every fourth of them a Swedish speaker. */
export function extra(seed: number, index: number): Role {
  const who = seedOf(seed, 'extra', index)
  const language = index % 4 === 3 ? 'sv' : 'fi'
  const names = NAMES[language]
  const family = pick(names.family as Words, who, 'family')
  const number = String(index + 1).padStart(4, '0')
  return {
    resident: {
      name: `${pick(names.given as Words, who, 'given')} ${family}`,
      birthYear: Math.round(between(1934, 1955, who, 'birth')),
      language,
      municipality: pick(names.municipality as Words, who, 'municipality'),
      address: `${pick(names.street as Words, who, 'street')} ${Math.ceil(between(0, 60, who, 'number'))}`,
      keyBox: String(Math.floor(between(1000, 9999, who, 'key'))),
      phone: `+358 40 001 ${number}`,
      livesAlone: between(0, 1, who, 'alone') < 0.7,
      notes: '',
      contacts: [
        {
          name: `${pick(names.given as Words, who, 'contact')} ${family}`,
          relation: names.relation,
          phone: `+358 40 002 ${number}`,
        },
      ],
    },
    plan: { news2: { supplementalOxygen: false } },
    doses: dosesOf('ramipril', 'paracetamol', 'bisoprolol', 'paracetamol'),
    baseline: {},
  }
}
