import { entryKeys, type Medicine } from '@kotisilta/contract'
import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing } from '../editing.ts'
import { DoseRow } from '../fields/dose-row.tsx'
import { TextField } from '../fields/text-field.tsx'
import { WarningLine } from '../fields/warning-line.tsx'

const NEW_DOSE = { at: '08:00', early: 60, late: 60, critical: 120, missed: 240 }

/** Medicines, and when each dose is early, late, critical and missed. */
export function MedicinesSection() {
  const { t } = useTranslation()
  const { plan, mayChange, change } = useEditing()
  const { medicines } = plan
  const keys = entryKeys(medicines, ({ id }) => id)
  const put = (place: number, next: Medicine | undefined) =>
    change({ ...plan, medicines: medicines.flatMap((medicine, at) => (at === place ? (next ?? []) : medicine)) })
  const add = () => {
    const id = `medicine-${crypto.randomUUID().slice(0, 8)}`
    change({ ...plan, medicines: [...medicines, { id, name: '', critical: false, doses: [NEW_DOSE] }] })
  }
  return (
    <section className="panel plan-part" aria-labelledby="plan-medicines">
      <h2 id="plan-medicines">{t('plan.medicines.title')}</h2>
      <p className="soft">{t('plan.medicines.hint')}</p>
      {medicines.length === 0 && <p className="soft">{t('plan.medicines.none')}</p>}
      {medicines.map((medicine, place) => {
        const path = ['medicines', keys[place] as string]
        const name = medicine.name === '' ? t('plan.medicines.unnamed') : medicine.name
        return (
          <fieldset key={keys[place]} className="plan-entry plan-medicine">
            <legend>{name}</legend>
            <div className="plan-row">
              <TextField
                label={t('plan.medicines.name')}
                path={[...path, 'name']}
                value={medicine.name}
                onChange={(text) => put(place, { ...medicine, name: text })}
              />
              <TextField
                label={t('plan.medicines.atc')}
                path={[...path, 'atc']}
                value={medicine.atc ?? ''}
                onChange={(text) => put(place, withAtc(medicine, text.trim().toUpperCase()))}
              />
              <Checkbox
                label={t('plan.medicines.critical')}
                checked={medicine.critical}
                disabled={!mayChange}
                onChange={(event) => put(place, { ...medicine, critical: event.currentTarget.checked })}
              />
            </div>
            {medicine.doses.map((dose, at) => (
              <DoseRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a dose has nothing but its place; its time changes as it is written
                key={at}
                medicine={name}
                path={[...path, 'doses', String(at)]}
                dose={dose}
                onChange={(next) =>
                  put(place, {
                    ...medicine,
                    doses: medicine.doses.flatMap((one, index) => (index === at ? (next ?? []) : one)),
                  })
                }
              />
            ))}
            <WarningLine path={path} />
            <WarningLine path={[...path, 'doses']} />
            <WarningLine path={[...path, 'until']} />
            {mayChange && (
              <div className="plan-row">
                <Button
                  variant="default"
                  onClick={() => put(place, { ...medicine, doses: [...medicine.doses, NEW_DOSE] })}
                >
                  {t('plan.medicines.addDose')}
                </Button>
                <Button
                  variant="default"
                  onClick={() => put(place, undefined)}
                  aria-label={t('plan.removeNamed', { name })}
                >
                  {t('plan.remove')}
                </Button>
              </div>
            )}
          </fieldset>
        )
      })}
      {mayChange && (
        <div>
          <Button variant="default" onClick={add}>
            {t('plan.medicines.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

function withAtc({ atc: _before, ...medicine }: Medicine, atc: string): Medicine {
  return atc === '' ? medicine : { ...medicine, atc }
}
