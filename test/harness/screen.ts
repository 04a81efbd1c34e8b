import { type Alert, ON_CALL_NAMESPACE, type OnCallServerEvents, type Tick } from '@kotisilta/contract'
import { io, type Socket } from 'socket.io-client'
import { until } from './until.ts'

/** An on-call screen without a face: it keeps what it is told and proves that it has it. */
export class Screen {
  /** The last version of each alert. */
  readonly alerts = new Map<string, Alert>()
  /** Every alert message, in order. */
  readonly heard: Alert[] = []
  readonly ticks: Tick[] = []
  synchronised = 0
  readonly socket: Socket<OnCallServerEvents>

  private constructor(url: string, cookie: string) {
    this.socket = io(`${url}${ON_CALL_NAMESPACE}`, {
      transports: ['websocket'],
      extraHeaders: { cookie },
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    })
    this.socket.on('alert', (alert, received) => {
      this.heard.push(alert)
      const before = this.alerts.get(alert.id)
      if (before === undefined || before.version < alert.version) this.alerts.set(alert.id, alert)
      received()
    })
    this.socket.on('synchronised', ({ alerts }) => {
      const unresolved = new Set(alerts)
      for (const id of this.alerts.keys()) if (!unresolved.has(id)) this.alerts.delete(id)
      this.synchronised++
    })
    this.socket.on('tick', (tick) => this.ticks.push(tick))
  }

  static async open(url: string, cookie: string): Promise<Screen> {
    const screen = new Screen(url, cookie)
    await until(() => screen.synchronised > 0, 'a screen is synchronised')
    return screen
  }

  /** Waits for an alert. */
  async alert(fits: (alert: Alert) => boolean, timeout?: number): Promise<Alert> {
    let found: Alert | undefined
    await until(
      () => {
        found = [...this.alerts.values()].find(fits)
        return found !== undefined
      },
      'an alert is on the screen',
      timeout,
    )
    return found as Alert
  }

  close(): void {
    this.socket.close()
  }
}
