/** What a column can hold. */
const HEADINGS = {
  name: ['name', 'nimi', 'namn', 'asiakas', 'klient', 'client'],
  lastName: ['last name', 'lastname', 'surname', 'sukunimi', 'efternamn'],
  firstName: ['first name', 'firstname', 'first names', 'etunimi', 'etunimet', 'förnamn'],
  personalIdentity: [
    'personal identity code',
    'personalidentity',
    'henkilötunnus',
    'hetu',
    'sotu',
    'personbeteckning',
    'ssn',
  ],
  birthYear: ['birth year', 'birthyear', 'year of birth', 'syntymävuosi', 'födelseår'],
  language: ['language', 'kieli', 'äidinkieli', 'språk', 'modersmål'],
  municipality: ['municipality', 'kunta', 'kotikunta', 'kommun', 'hemkommun'],
  address: ['address', 'osoite', 'katuosoite', 'adress', 'gatuadress'],
  keyBox: ['key box', 'keybox', 'key', 'avainsäilö', 'avain', 'nyckelbox', 'nyckel'],
  phone: ['phone', 'telephone', 'puhelin', 'puhelinnumero', 'telefon', 'telefonnummer'],
  livesAlone: ['lives alone', 'livesalone', 'asuu yksin', 'bor ensam'],
  notes: ['notes', 'huomiot', 'lisätiedot', 'hyvä tietää', 'anteckningar'],
  allergies: ['allergies', 'allergiat', 'allergier'],
  doNotResuscitate: ['do not resuscitate', 'donotresuscitate', 'dnr', 'ei elvytetä', 'elvytetään inte'],
  area: ['area', 'alue', 'område'],
  contactName: ['contact', 'contact name', 'yhteyshenkilö', 'lähiomainen', 'kontaktperson'],
  contactRelation: ['contact relation', 'relation', 'suhde', 'yhteyshenkilön suhde', 'kontaktpersonens relation'],
  contactPhone: ['contact phone', 'yhteyshenkilön puhelin', 'lähiomaisen puhelin', 'kontaktpersonens telefon'],
} as const

export type Column = keyof typeof HEADINGS

const BY_HEADING = new Map<string, Column>(
  Object.entries(HEADINGS).flatMap(([column, names]) => names.map((name) => [name, column as Column])),
)

/** Which column a heading means, in Finnish, Swedish or English; undefined: none of ours. */
export const columnNamed = (heading: string): Column | undefined =>
  BY_HEADING.get(
    heading
      .normalize('NFC')
      .toLocaleLowerCase('fi')
      .replaceAll(/[\s_-]+/g, ' ')
      .trim(),
  )
