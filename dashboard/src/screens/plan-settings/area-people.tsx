import type { AreaPlanPeople } from '@kotisilta/contract'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

/** Whom the area's plan concerns at once, and who has a plan of their own, which stays as it is. */
export function AreaPeople({ people: { following, own }, version }: { people: AreaPlanPeople; version: number }) {
  const { t } = useTranslation()
  const link = (id: string, name: string) => (
    <Link className="table-link" to={`/patients/${encodeURIComponent(id)}/plan`}>
      {name}
    </Link>
  )
  return (
    <section className="panel plan-part" aria-labelledby="area-people">
      <h2 id="area-people">{t('planSettings.people.title')}</h2>
      <details>
        <summary>{t('planSettings.people.following', { count: following.count })}</summary>
        <ul className="settings-people">
          {following.people.map(({ id, name }) => (
            <li key={id}>{link(id, name)}</li>
          ))}
        </ul>
        <Hidden count={following.count - following.people.length} />
      </details>
      <details>
        <summary>{t('planSettings.people.own', { count: own.count })}</summary>
        <ul className="settings-people">
          {own.people.map(({ id, name, version: restsOn }) => (
            <li key={id}>
              {link(id, name)}{' '}
              <span className="soft">
                {restsOn === null
                  ? t('planSettings.people.none')
                  : restsOn === version
                    ? t('planSettings.people.newest')
                    : t('planSettings.people.older', { version: restsOn })}
              </span>
            </li>
          ))}
        </ul>
        <Hidden count={own.count - own.people.length} />
      </details>
    </section>
  )
}

function Hidden({ count }: { count: number }) {
  const { t } = useTranslation()
  return count > 0 ? <p className="soft">{t('planSettings.people.hidden', { count })}</p> : null
}
