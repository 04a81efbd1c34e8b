import { Checkbox, NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useEditing, usePlace } from '../editing.ts'
import { NumberField } from '../fields/number-field.tsx'
import { originDescription } from '../fields/origin-mark.tsx'
import { WarningLine } from '../fields/warning-line.tsx'
import { optionText, ruleText } from '../path-text.ts'
import { valueAt, withValue } from '../plan-value.ts'
import { OPTIONAL_NUMBERS, RULE_GROUPS, type RuleForm } from '../rule-forms.ts'

/** Rules, on or off, with their numbers. */
export function RulesSection() {
  const { t } = useTranslation()
  const { plan, mayChange, change } = useEditing()
  const { off } = plan.detection
  const limitsOn = !off.includes('limit')
  const switchLimits = (isOn: boolean) =>
    change(withValue(plan, ['detection', 'off'], isOn ? off.filter((one) => one !== 'limit') : [...off, 'limit']))
  return (
    <section className="panel plan-part" aria-labelledby="plan-rules">
      <h2 id="plan-rules">{t('plan.rules.title')}</h2>
      <Switched path={['detection', 'enabled']} label={t('plan.rules.all')} />
      <WarningLine path={['detection', 'enabled']} />
      <Checkbox
        label={t('plan.rules.limits')}
        checked={limitsOn}
        disabled={!mayChange}
        onChange={(event) => switchLimits(event.currentTarget.checked)}
      />
      <WarningLine path={['detection', 'off']} />
      {RULE_GROUPS.map(({ group, rules }) => (
        <div key={group} className="plan-rule-group">
          <h3>{t(`plan.rules.group.${group}`)}</h3>
          {group === 'vital' && <Known />}
          {group === 'fluid' && (
            <Choice path={['diuretic']} label={t('plan.rules.diuretic')} values={[undefined, true, false]} />
          )}
          {group === 'over' && <p className="soft">{t('plan.rules.autoClear')}</p>}
          {rules.map((form) => (
            <RuleFields key={form.name} form={form} />
          ))}
        </div>
      ))}
    </section>
  )
}

function RuleFields({ form }: { form: RuleForm }) {
  const { t } = useTranslation()
  const { plan, change } = useEditing()
  const isOn = valueAt(plan, form.enabled) === true
  const short = (path: readonly string[]) =>
    path
      .slice(form.enabled.length - 1)
      .map((part) => optionText(t, part))
      .join(', ')
  return (
    <div className="plan-rule">
      <Switched path={form.enabled} label={ruleText(t, form.name)} />
      {isOn && form.numbers.length > 0 && (
        <div className="plan-row">
          {form.numbers.map((path) => (
            <NumberField
              key={path.join('/')}
              label={short(path)}
              path={path}
              value={valueAt(plan, path) as number | undefined}
              optional={OPTIONAL_NUMBERS.has(path.join('/'))}
              onChange={(value) => change(withValue(plan, path, value))}
            />
          ))}
        </div>
      )}
    </div>
  )
}

function Switched({ path, label }: { path: readonly string[]; label: string }) {
  const { plan, mayChange, change } = useEditing()
  const { origin } = usePlace(path)
  return (
    <Checkbox
      label={label}
      description={originDescription(origin)}
      checked={valueAt(plan, path) === true}
      disabled={!mayChange}
      onChange={(event) => change(withValue(plan, path, event.currentTarget.checked))}
    />
  )
}

/** NEWS2's scale, and what is known of the person until a nurse enters otherwise. */
function Known() {
  const { t } = useTranslation()
  return (
    <div className="plan-row">
      <Choice path={['news2', 'spo2Scale']} label={t('plan.rules.scale')} values={[1, 2]} />
      <Choice path={['news2', 'supplementalOxygen']} label={t('plan.rules.oxygen')} values={[undefined, true, false]} />
      <Choice
        path={['news2', 'consciousness']}
        label={t('plan.rules.consciousness')}
        values={[undefined, 'A', 'C', 'V', 'P', 'U']}
      />
    </div>
  )
}

type Value = number | boolean | 'A' | 'C' | 'V' | 'P' | 'U' | undefined

function Choice({ path, label, values }: { path: readonly string[]; label: string; values: readonly Value[] }) {
  const { t } = useTranslation()
  const { plan, mayChange, change } = useEditing()
  const { origin } = usePlace(path)
  const text = (value: Value) => {
    if (value === undefined) return t('plan.value.unknown')
    if (typeof value === 'boolean') return t(value ? 'plan.value.yes' : 'plan.value.no')
    return typeof value === 'number' ? String(value) : t(`terms.consciousness.${value}`)
  }
  return (
    <NativeSelect
      label={label}
      description={originDescription(origin)}
      value={String(values.indexOf(valueAt(plan, path) as Value))}
      disabled={!mayChange}
      data={values.map((value, place) => ({ value: String(place), label: text(value) }))}
      onChange={(event) => change(withValue(plan, path, values[Number(event.currentTarget.value)]))}
    />
  )
}
