import type { LimitOnPaper, PersonOnPaper } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { useServerTime } from '../../live/use-server-time.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { formatValue } from '../../words/numbers.ts'
import { isReadingKind, kindText, unitText, withUnit } from '../../words/reading-text.ts'
import { ageAt } from '../../words/times.ts'

/** Who somebody is and how one gets in, in as few lines as there can be. */
export function PersonFacts({ person }: { person: PersonOnPaper }) {
  const { t } = useTranslation()
  const now = useServerTime(60_000)
  const { birthYear, address, municipality, keyBox, phone, contacts, livesAlone, allergies, notes } = person
  const place = [address, municipality].filter((part) => part !== null).join(', ')
  return (
    <dl className="paper-facts">
      {birthYear !== null && <Fact name={t('handover.paper.age')} value={`${ageAt(birthYear, now)} (${birthYear})`} />}
      <Fact name={t('handover.paper.address')} value={place} />
      <Fact name={t('handover.paper.key')} value={keyBox} />
      <Fact name={t('handover.paper.phone')} value={phone} />
      <Fact name={t('handover.paper.language')} value={t(`terms.patientLanguage.${person.language}`)} />
      {livesAlone === true && <Fact name={t('handover.paper.home')} value={t('handover.paper.alone')} />}
      <Fact
        name={t('handover.paper.contacts')}
        value={contacts.map((each) => `${each.name} (${each.relation}) ${each.phone}`).join('; ')}
      />
      <Fact
        name={t('handover.paper.allergies')}
        value={allergies === null ? t('handover.paper.notAsked') : allergies.join(', ') || t('handover.paper.none')}
      />
      {person.doNotResuscitate === true && (
        <Fact
          name={t('handover.paper.dnr')}
          value={[t('handover.paper.dnrYes'), person.doNotResuscitateNote].filter(Boolean).join(': ')}
          isStrong
        />
      )}
      <Fact name={t('handover.paper.notes')} value={notes} />
    </dl>
  )
}

/** A fact that is not known says so: nobody reads an empty line as "none". */
export function Fact({ name, value, isStrong = false }: { name: string; value: string | null; isStrong?: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="paper-fact" data-strong={isStrong || undefined}>
      <dt>{name}</dt>
      <dd>{value === null || value === '' ? t('handover.paper.unknown') : value}</dd>
    </div>
  )
}

/** The danger limits of a plan as one reads them: "Pulse under 40, over 130 /min". */
export function useLimitText(): (limit: LimitOnPaper) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ kind, component, low, high }) => {
    if (!isReadingKind(kind)) return kind
    const number = (value: number) => withUnit(formatValue(value, kind, language), unitText(t, kind), language)
    const part = component === 'systolic' || component === 'diastolic' ? ` ${t(`handover.paper.${component}`)}` : ''
    const bounds = [
      low === undefined ? undefined : t('handover.paper.under', { value: number(low) }),
      high === undefined ? undefined : t('handover.paper.over', { value: number(high) }),
    ]
    return `${kindText(t, kind)}${part} ${bounds.filter((bound) => bound !== undefined).join(', ')}`
  }
}
