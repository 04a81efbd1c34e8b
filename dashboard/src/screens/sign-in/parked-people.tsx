import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { PeopleList } from '../../lock/people-list.tsx'
import { UnlockForm } from '../../lock/unlock-form.tsx'
import { usePeopleHere } from '../../lock/use-people-here.ts'
import '../../lock/lock.css'

/** On a shared tablet after somebody has signed out: those who are still signed in here, one touch away. */
export function ParkedPeople() {
  const { t } = useTranslation()
  const { data } = usePeopleHere()
  const [chosen, choose] = useState<string>()
  const people = data?.people ?? []
  if (people.length === 0) return null
  const person = people.find(({ session }) => session === chosen)
  return (
    <section className="sign-in-parked" aria-label={t('signIn.parked')}>
      <h2>{t('signIn.parked')}</h2>
      {person === undefined ? (
        <PeopleList people={people} onChoose={({ session }) => choose(session)} />
      ) : (
        <UnlockForm key={person.session} person={person} onBack={() => choose(undefined)} />
      )}
      <h2>{t('signIn.somebodyElse')}</h2>
    </section>
  )
}
