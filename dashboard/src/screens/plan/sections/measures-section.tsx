import { type Expected, entryKeys, type ReadingKind } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { kindText } from '../../../words/reading-text.ts'
import { useEditing } from '../editing.ts'
import { DaysField } from '../fields/days-field.tsx'
import { NumberField } from '../fields/number-field.tsx'
import { TimesField } from '../fields/times-field.tsx'
import { WarningLine } from '../fields/warning-line.tsx'
import { kindsToMeasure } from '../path-text.ts'

/** What is measured, how often at least, and when. */
export function MeasuresSection() {
  const { t } = useTranslation()
  const { plan, mayChange, change } = useEditing()
  const { expected } = plan
  const keys = entryKeys(expected, ({ kind }) => kind)
  const free = kindsToMeasure.filter((kind) => !expected.some((one) => one.kind === kind))
  const put = (place: number, next: Expected | undefined) =>
    change({ ...plan, expected: expected.flatMap((one, at) => (at === place ? (next ?? []) : one)) })
  const add = (kind: ReadingKind) => change({ ...plan, expected: [...expected, { kind, withinHours: 36 }] })
  return (
    <section className="panel plan-part" aria-labelledby="plan-measures">
      <h2 id="plan-measures">{t('plan.measures.title')}</h2>
      {expected.length === 0 && <p className="soft">{t('plan.measures.none')}</p>}
      {expected.map((one, place) => {
        const name = kindText(t, one.kind)
        const path = ['expected', keys[place] as string]
        return (
          <fieldset key={keys[place]} className="plan-entry">
            <legend>{name}</legend>
            <NumberField
              label={t('plan.measures.within')}
              path={[...path, 'withinHours']}
              value={one.withinHours}
              unit={t('plan.measures.hours')}
              onChange={(withinHours = Number.NaN) => put(place, { ...one, withinHours })}
            />
            <TimesField
              label={t('plan.measures.times')}
              value={one.times}
              onChange={(times) => put(place, withOrWithout(one, 'times', times))}
            />
            <DaysField
              label={t('plan.measures.days')}
              value={one.days}
              onChange={(days) => put(place, withOrWithout(one, 'days', days))}
            />
            <WarningLine path={path} />
            {mayChange && (
              <Button
                variant="default"
                onClick={() => put(place, undefined)}
                aria-label={t('plan.removeNamed', { name })}
              >
                {t('plan.remove')}
              </Button>
            )}
          </fieldset>
        )
      })}
      {mayChange && free.length > 0 && (
        <NativeSelect
          label={t('plan.measures.add')}
          value=""
          data={[
            { value: '', label: t('plan.choose') },
            ...free.map((kind) => ({ value: kind, label: kindText(t, kind) })),
          ]}
          onChange={(event) => {
            if (event.currentTarget.value !== '') add(event.currentTarget.value as ReadingKind)
          }}
        />
      )}
    </section>
  )
}

function withOrWithout<Key extends 'times' | 'days'>(
  one: Expected,
  key: Key,
  value: Expected[Key] | undefined,
): Expected {
  const { [key]: _before, ...others } = one
  return (value === undefined ? others : { ...others, [key]: value }) as Expected
}
