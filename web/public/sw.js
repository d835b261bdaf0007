// Shows what the server sends to this browser while the app is closed. It keeps nothing and answers no requests of the page.
self.addEventListener('push', event => {
  const { title, body, path, tag, lang } = event.data.json()
  const dir = lang === 'ar' ? 'rtl' : 'ltr'
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, lang, dir, icon: '/favicon.svg', data: { path } }),
  )
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  const url = new URL(event.notification.data.path, self.location.origin).href
  event.waitUntil(open(url))
})

/** In a window of the app that is open already, else in a new one. */
async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window' })
  if (windows.length === 0) return await self.clients.openWindow(url)
  await windows[0].focus()
  await windows[0].navigate(url).catch(() => self.clients.openWindow(url))
}
