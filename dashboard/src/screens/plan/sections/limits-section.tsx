import { entryKeys, type Limit, limitKey, type ReadingKind } from '@kotisilta/contract'
import { Button, NativeSelect, Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { kindText, unitText } from '../../../words/reading-text.ts'
import { useEditing, usePlace } from '../editing.ts'
import { HoursField } from '../fields/hours-field.tsx'
import { NumberField } from '../fields/number-field.tsx'
import { OriginMark } from '../fields/origin-mark.tsx'
import { WarningLine } from '../fields/warning-line.tsx'
import { kindsToMeasure } from '../path-text.ts'

const CELLS = [
  ['red', 'low'],
  ['yellow', 'low'],
  ['yellow', 'high'],
  ['red', 'high'],
] as const
type Component = NonNullable<Limit['component']>

/** Limits as a table: danger and attention below, attention and danger above; the limit itself is inside. */
export function LimitsSection() {
  const { t } = useTranslation()
  const { plan, mayChange, change } = useEditing()
  const { limits } = plan
  const keys = entryKeys(limits, limitKey)
  /** A row stays the same row when its hours change. */
  const rows = entryKeys(limits, ({ kind, component }) => limitKey({ kind, component }))
  const put = (place: number, next: Limit | undefined) =>
    change({ ...plan, limits: limits.flatMap((limit, at) => (at === place ? (next ?? []) : limit)) })
  const nameOf = ({ kind, component }: Limit) =>
    component === undefined ? kindText(t, kind) : t(`terms.component.${component}`)
  return (
    <section className="panel plan-part" aria-labelledby="plan-limits">
      <h2 id="plan-limits">{t('plan.limits.title')}</h2>
      <p className="soft">{t('plan.limits.hint')}</p>
      {limits.length > 0 && (
        <Table className="plan-limits" withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('plan.limits.sign')}</Table.Th>
              {CELLS.map(([level, side]) => (
                <Table.Th key={`${level} ${side}`}>{t(`plan.limits.${level}.${side}`)}</Table.Th>
              ))}
              <Table.Th>{t('plan.limits.hours')}</Table.Th>
              {mayChange && <Table.Th>{t('plan.remove')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {limits.map((limit, place) => {
              const name = nameOf(limit)
              const path = ['limits', keys[place] as string]
              return (
                <Table.Tr key={rows[place]}>
                  <Table.Th scope="row">
                    {name} <span className="soft">{unitText(t, limit.kind)}</span>
                    <WarningLine path={path} />
                  </Table.Th>
                  {CELLS.map(([level, side]) => (
                    <Table.Td key={`${level} ${side}`}>
                      <NumberField
                        inTable
                        optional
                        label={`${name}, ${t(`plan.limits.${level}.${side}`)}`}
                        path={[...path, level, side]}
                        value={limit[level]?.[side]}
                        onChange={(value) => put(place, withBound(limit, level, side, value))}
                      />
                      <CellOrigin path={[...path, level, side]} />
                    </Table.Td>
                  ))}
                  <Table.Td>
                    <HoursField
                      name={name}
                      value={limit.hours}
                      onChange={(hours) => put(place, withHours(limit, hours))}
                    />
                  </Table.Td>
                  {mayChange && (
                    <Table.Td>
                      <Button
                        variant="default"
                        onClick={() => put(place, undefined)}
                        aria-label={t('plan.removeNamed', { name })}
                      >
                        {t('plan.remove')}
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      )}
      {mayChange && <AddLimit onAdd={(limit) => change({ ...plan, limits: [...limits, limit] })} />}
    </section>
  )
}

function CellOrigin({ path }: { path: readonly string[] }) {
  const { origin } = usePlace(path)
  return <OriginMark origin={origin} />
}

function AddLimit({ onAdd }: { onAdd(limit: Limit): void }) {
  const { t } = useTranslation()
  const signs = kindsToMeasure.flatMap((kind): { value: string; label: string }[] =>
    kind === 'blood-pressure'
      ? (['systolic', 'diastolic', 'mean'] as const).map((component) => ({
          value: `${kind}.${component}`,
          label: t(`terms.component.${component}`),
        }))
      : [{ value: kind, label: kindText(t, kind) }],
  )
  const add = (sign: string) => {
    const [kind, component] = sign.split('.') as [ReadingKind, Component | undefined]
    onAdd({ kind, ...(component !== undefined && { component }), red: {}, yellow: {} })
  }
  return (
    <NativeSelect
      label={t('plan.limits.add')}
      value=""
      data={[{ value: '', label: t('plan.choose') }, ...signs]}
      onChange={(event) => {
        if (event.currentTarget.value !== '') add(event.currentTarget.value)
      }}
    />
  )
}

function withBound(limit: Limit, level: 'red' | 'yellow', side: 'low' | 'high', value: number | undefined): Limit {
  const { [side]: _before, ...others } = limit[level] ?? {}
  return { ...limit, [level]: value === undefined ? others : { ...others, [side]: value } }
}

function withHours({ hours: _before, ...limit }: Limit, hours: Limit['hours']): Limit {
  return hours === undefined ? limit : { ...limit, hours }
}
