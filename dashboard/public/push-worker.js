// Says when somebody is called while the page is closed, and tells the server that it has: that is the receipt.

self.addEventListener('push', (event) => {
  const { id, proof, title, text, path, language, priority } = event.data?.json() ?? {}
  if (typeof id !== 'string') return
  const shown = self.registration.showNotification(title, {
    body: text,
    lang: language,
    icon: '/kotisilta.svg',
    tag: id,
    data: { path },
    requireInteraction: priority === 'high',
  })
  event.waitUntil(shown.then(() => receipt(id, proof)))
})

async function receipt(message, proof) {
  await fetch('/api/v1/push/receipts', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message, proof }),
  }).catch(() => {})
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path ?? '/'))
})

/** In a window that is there already, or in a new one; nowhere but here. */
async function open(path) {
  const address = new URL(path, self.location.origin)
  if (address.origin !== self.location.origin) return
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [window] = windows
  if (window === undefined) return self.clients.openWindow(address.href)
  await window.focus()
  await window.navigate(address.href).catch(() => self.clients.openWindow(address.href))
}
