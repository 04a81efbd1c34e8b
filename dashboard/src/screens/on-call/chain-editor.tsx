import {
  type EscalationPolicy,
  type KeptPolicy,
  type OnCallSettings,
  PROBLEMS,
  type Priority,
  type Problem,
} from '@kotisilta/contract'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putPolicy } from '../../api/on-call.ts'
import { EditorForm } from './editor-form.tsx'
import { idFromName } from './id-from-name.ts'
import { StepField } from './step-field.tsx'
import { useOnCallChange } from './use-on-call.ts'

type Draft = Omit<EscalationPolicy, 'id'>
const PRIORITIES: readonly Priority[] = ['high', 'medium', 'low']
const FRESH: Draft = {
  name: '',
  priorities: ['high'],
  steps: [{ to: [{ type: 'role', role: 'on-call' }], waitSeconds: 60 }],
  repeats: 1,
  takers: 1,
}

const FRESH_TECHNICAL: Pick<Draft, 'kind' | 'priorities' | 'steps' | 'takers'> = {
  kind: 'technical',
  priorities: ['medium'],
  steps: [{ to: [{ type: 'role', role: 'technician' }], waitSeconds: 1800 }],
  takers: 1,
}

interface Props {
  policy: KeptPolicy | undefined
  settings: OnCallSettings
  onClose(): void
}

function draftOf(policy: KeptPolicy | undefined): Draft {
  if (policy === undefined) return FRESH
  const { id: _id, version: _version, changedAt: _at, changedBy: _by, reason: _reason, ...draft } = policy
  return draft
}

/** A chain as a form. */
export function ChainEditor({ policy, settings, onClose }: Props) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState(() => draftOf(policy))
  const taken = settings.policies.map(({ id }) => id)
  const saving = useOnCallChange(
    (reason: string) =>
      putPolicy(policy?.id ?? idFromName(draft.name, taken), {
        ...draft,
        version: policy?.version ?? 0,
        reason,
      }),
    onClose,
  )
  const { steps } = draft
  /** Whom the steps call is another question for machines than for people: it begins anew. */
  const forKind = (isTechnical: boolean) => {
    const { kind: _kind, problems: _problems, ...rest } = draft
    setDraft({ ...rest, ...(isTechnical ? FRESH_TECHNICAL : { priorities: FRESH.priorities, steps: FRESH.steps }) })
  }
  const about = (problems: string[]) => {
    const { problems: _before, ...rest } = draft
    setDraft(problems.length === 0 ? rest : { ...rest, problems: problems as Problem[] })
  }
  const held = (minutes: string) => {
    const { holdSeconds: _before, ...rest } = draft
    setDraft(minutes === '' ? rest : { ...rest, holdSeconds: Number(minutes) * 60 })
  }
  const complete = draft.priorities.length > 0 && steps.every(({ to }) => to.length > 0)
  return (
    <EditorForm
      label={policy?.name ?? t('onCall.chains.new')}
      draft={draft}
      settings={settings}
      complete={complete}
      saving={saving}
      onDraft={setDraft}
      onSave={(reason) => saving.mutate(reason)}
      onClose={onClose}
      beside={
        <NativeSelect
          label={t('onCall.chains.kind')}
          value={draft.kind ?? ''}
          onChange={(event) => forKind(event.currentTarget.value !== '')}
          data={[
            { value: '', label: t('onCall.chains.people') },
            { value: 'technical', label: t('onCall.chains.technical') },
          ]}
        />
      }
    >
      {draft.kind === 'technical' && <p>{t('onCall.chains.technicalText')}</p>}
      {draft.kind === undefined && (
        <>
          <Checkbox.Group
            label={t('onCall.chains.priorities')}
            value={draft.priorities}
            onChange={(priorities) => setDraft({ ...draft, priorities: priorities as Priority[] })}
          >
            <div className="on-call-choices">
              {PRIORITIES.map((priority) => (
                <Checkbox key={priority} value={priority} label={t(`terms.priority.${priority}`)} />
              ))}
            </div>
          </Checkbox.Group>
          <Checkbox.Group label={t('onCall.chains.problems')} value={draft.problems ?? []} onChange={about}>
            <div className="on-call-choices">
              {PROBLEMS.map((problem) => (
                <Checkbox key={problem} value={problem} label={t(`terms.problem.${problem}`)} />
              ))}
            </div>
          </Checkbox.Group>
        </>
      )}
      {steps.map((step, place) => (
        <StepField
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the chain
          key={place}
          number={place + 1}
          step={step}
          settings={settings}
          isTechnical={draft.kind === 'technical'}
          onChange={(changed) => setDraft({ ...draft, steps: steps.with(place, changed) })}
          onRemove={steps.length > 1 ? () => setDraft({ ...draft, steps: steps.toSpliced(place, 1) }) : undefined}
        />
      ))}
      <div>
        <Button
          variant="default"
          onClick={() => setDraft({ ...draft, steps: [...steps, { to: [], waitSeconds: 300 }] })}
        >
          {t('onCall.chains.addStep')}
        </Button>
      </div>
      <div className="on-call-form">
        <TextInput
          type="number"
          min={0}
          max={20}
          label={t('onCall.chains.repeatsLabel')}
          value={draft.repeats}
          onChange={(event) => setDraft({ ...draft, repeats: Number(event.currentTarget.value) })}
        />
        {/* What is wrong with a machine is one person's. */}
        {draft.kind === undefined && (
          <TextInput
            type="number"
            min={1}
            max={5}
            label={t('onCall.chains.takersLabel')}
            value={draft.takers}
            onChange={(event) => setDraft({ ...draft, takers: Number(event.currentTarget.value) })}
          />
        )}
        <TextInput
          type="number"
          min={1}
          max={10_080}
          label={t('onCall.chains.holdLabel')}
          value={draft.holdSeconds === undefined ? '' : draft.holdSeconds / 60}
          onChange={(event) => held(event.currentTarget.value)}
        />
      </div>
    </EditorForm>
  )
}
