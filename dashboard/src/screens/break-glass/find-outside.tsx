import type { FoundOutside } from '@kotisilta/contract'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { findOutside } from '../../api/access.ts'
import { EmptyNotice } from '../../ui/empty-notice.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { BreakGlassDialog } from './break-glass-dialog.tsx'

/** By the exact name and the year of birth: nobody leafs through people who are not theirs. */
export function FindOutside() {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [chosen, setChosen] = useState<FoundOutside>()
  const search = useMutation({
    mutationFn: ({ name, year }: { name: string; year: number }) => findOutside(name, year),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fields = new FormData(form.current as HTMLFormElement)
    search.mutate({ name: String(fields.get('name')), year: Number(fields.get('year')) })
  }
  return (
    <section className="panel glass-find" aria-label={t('access.glass.find')}>
      <h2>{t('access.glass.find')}</h2>
      <p className="soft">{t('access.glass.findText')}</p>
      <form ref={form} className="glass-form" onSubmit={submit}>
        <TextInput name="name" label={t('access.glass.name')} required minLength={3} autoComplete="off" />
        <TextInput
          name="year"
          label={t('access.glass.birthYear')}
          required
          pattern="[0-9]{4}"
          maxLength={4}
          inputMode="numeric"
          autoComplete="off"
        />
        <Button type="submit" loading={search.isPending}>
          {t('access.glass.search')}
        </Button>
      </form>
      {search.isError && <FailureNotice error={search.error} say={(why) => t('access.glass.failed', { why })} />}
      {search.data?.length === 0 && (
        <EmptyNotice title={t('access.glass.nobody.title')} text={t('access.glass.nobody.text')} />
      )}
      <ul className="glass-found">
        {search.data?.map((person) => (
          <li key={person.id}>
            <b>{person.name}</b>
            <span className="soft">
              {person.birthYear} {person.municipality ?? ''}
            </span>
            {person.open ? (
              <Link className="table-link" to={`/patients/${person.id}`}>
                {t('access.glass.openAlready')}
              </Link>
            ) : (
              <Button variant="default" onClick={() => setChosen(person)}>
                {t('access.glass.break')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {chosen !== undefined && <BreakGlassDialog person={chosen} onClose={() => setChosen(undefined)} />}
    </section>
  )
}
