import type { ScreenPeople } from '@kotisilta/contract'
import { IconChevronRight, IconUserCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

type Person = ScreenPeople['people'][number]

/** Those who have signed in here in this shift. */
export function PeopleList({ people, onChoose }: { people: readonly Person[]; onChoose(person: Person): void }) {
  const { t } = useTranslation()
  return (
    <ul className="lock-people">
      {people.map((person) => (
        <li key={person.session}>
          <button type="button" className="lock-person" onClick={() => onChoose(person)}>
            <IconUserCircle size={28} aria-hidden="true" />
            <span>
              <b>{person.name}</b>
              <span className="soft">{t(`terms.role.${person.role}`)}</span>
            </span>
            <IconChevronRight size={22} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
