import { entryKeys, type Goal } from '@kotisilta/contract'
import { Button, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing, usePlace } from '../editing.ts'
import { TextField } from '../fields/text-field.tsx'
import { WarningLine } from '../fields/warning-line.tsx'
import { withValue } from '../plan-value.ts'

/** What the person and those who care for them want to reach, and who answers for the plan. */
export function GoalsSection() {
  const { t } = useTranslation()
  const { care, plan, mayChange, change } = useEditing()
  const { goals } = plan
  const keys = entryKeys(goals, ({ id }) => id)
  const responsible = usePlace(['responsible'])
  const put = (place: number, next: Goal | undefined) =>
    change({ ...plan, goals: goals.flatMap((goal, at) => (at === place ? (next ?? []) : goal)) })
  const add = () => change({ ...plan, goals: [...goals, { id: `goal-${crypto.randomUUID().slice(0, 8)}`, text: '' }] })
  return (
    <section className="panel plan-part" aria-labelledby="plan-goals">
      <h2 id="plan-goals">{t('plan.goals.title')}</h2>
      <NativeSelect
        label={t('plan.goals.responsible')}
        value={plan.responsible ?? ''}
        disabled={!mayChange}
        error={responsible.fault === undefined ? undefined : t(`plan.fault.${responsible.fault}`)}
        data={[
          { value: '', label: t('plan.goals.nobody') },
          ...care.candidates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => change(withValue(plan, ['responsible'], event.currentTarget.value || undefined))}
      />
      {goals.length === 0 && <p className="soft">{t('plan.goals.none')}</p>}
      {goals.map((goal, place) => {
        const path = ['goals', keys[place] as string]
        return (
          <fieldset key={keys[place]} className="plan-entry">
            <legend>{t('plan.goals.goal', { number: place + 1 })}</legend>
            <TextField
              label={t('plan.goals.text')}
              path={[...path, 'text']}
              value={goal.text}
              onChange={(text) => put(place, { ...goal, text })}
            />
            <TextField
              label={t('plan.goals.target')}
              path={[...path, 'target']}
              value={goal.target ?? ''}
              onChange={(target) => put(place, without(goal, 'target', target))}
            />
            <TextField
              type="date"
              label={t('plan.goals.due')}
              path={[...path, 'due']}
              value={goal.due ?? ''}
              onChange={(due) => put(place, without(goal, 'due', due))}
            />
            <WarningLine path={[...path, 'due']} />
            {mayChange && (
              <Button
                variant="default"
                onClick={() => put(place, undefined)}
                aria-label={t('plan.removeNamed', { name: goal.text === '' ? String(place + 1) : goal.text })}
              >
                {t('plan.remove')}
              </Button>
            )}
          </fieldset>
        )
      })}
      {mayChange && (
        <div>
          <Button variant="default" onClick={add}>
            {t('plan.goals.add')}
          </Button>
        </div>
      )}
    </section>
  )
}

function without(goal: Goal, key: 'target' | 'due', value: string): Goal {
  const { [key]: _before, ...others } = goal
  return value === '' ? others : { ...others, [key]: value }
}
