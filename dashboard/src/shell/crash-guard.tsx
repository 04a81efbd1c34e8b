import i18next from 'i18next'
import { Component, type ReactNode } from 'react'
import './bars.css'

/** A page that breaks says loudly that it no longer shows alerts, instead of turning white. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false }

  static getDerivedStateFromError() {
    return { crashed: true }
  }

  override render() {
    if (!this.state.crashed) return this.props.children
    return (
      <main className="crash bar">
        <div role="alert">
          <h1>{i18next.t('shell.crashed.title')}</h1>
          <p>{i18next.t('shell.crashed.text')}</p>
        </div>
        <button type="button" className="bar-button" onClick={() => location.reload()}>
          {i18next.t('shell.crashed.reload')}
        </button>
      </main>
    )
  }
}
