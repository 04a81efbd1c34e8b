import { useTranslation } from 'react-i18next'
import { useSession } from '../../api/session.ts'
import { caresForClients, reviewsGlass } from '../../shell/rights.ts'
import { ScreenHeading } from '../../ui/screen-heading.tsx'
import { FindOutside } from './find-outside.tsx'
import { GlassReviews } from './glass-reviews.tsx'
import './break-glass.css'

/** Somebody outside one's reach: found and opened by those who care for people, reviewed by those who answer for it. */
export function BreakGlassScreen() {
  const { t } = useTranslation()
  const { user } = useSession()
  const cares = caresForClients(user.role)
  return (
    <div className="glass">
      <ScreenHeading title={t(cares ? 'access.glass.title' : 'access.glass.reviews')} />
      {cares && <FindOutside />}
      {reviewsGlass(user.role) && <GlassReviews />}
    </div>
  )
}
