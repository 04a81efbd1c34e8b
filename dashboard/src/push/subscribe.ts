import { type PushSubscription, pushSubscriptionSchema } from '@kotisilta/contract'

const WORKER = '/push-worker.js'

/** Why this browser does not say when somebody is called. */
export type PushRefusal = 'unsupported' | 'denied' | 'failed'

const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

/** Whether this browser has a subscription already. */
export async function subscribedEndpoint(): Promise<string | undefined> {
  if (!isSupported()) return undefined
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  return (await registration?.pushManager.getSubscription())?.endpoint
}

/**
 * Asks the person, and then the browser's push service.
 * @param key the server's VAPID key, base64url
 */
export async function subscribe(key: string): Promise<PushSubscription | PushRefusal> {
  if (!isSupported()) return 'unsupported'
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  try {
    const registration = await navigator.serviceWorker.register(WORKER)
    await navigator.serviceWorker.ready
    const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
    const said = pushSubscriptionSchema.safeParse(subscription.toJSON())
    return said.success ? said.data : 'failed'
  } catch {
    return 'failed'
  }
}

/** What to call this browser in a list: its name and its system. */
export function browserName(agent: string): string {
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Firefox\//.test(agent)
      ? 'Firefox'
      : /Chrom/.test(agent)
        ? 'Chrome'
        : 'Safari'
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'].find((name) => agent.includes(name))
  return system === undefined ? browser : `${browser}, ${system}`
}
