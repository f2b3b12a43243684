// Shows /offline where a navigation finds no network. It keeps that one page, which is the same for everybody, and nothing
// else ever; while the browser has a network it touches no request at all. How to take it away again: docs/decisions/0024.
const cacheName = 'gatehouse-offline'
const pagePath = '/offline'
const neverTouched = ['/auth/', '/api/', '/account/deletion']

async function keepPage() {
  const language = new URL(self.location.href).searchParams.get('language') ?? ''
  const address = `${pagePath}?${new URLSearchParams({ language })}`
  // Without cookies: what is kept is nobody's page.
  const response = await fetch(address, {
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`${pagePath} answered ${response.status}`)
  const cache = await caches.open(cacheName)
  await cache.put(pagePath, response)
}

async function keptPage() {
  const cache = await caches.open(cacheName)
  return (await cache.match(pagePath)) ?? Response.error()
}

self.addEventListener('install', (event) => {
  self.skipWaiting()
  event.waitUntil(keepPage())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.mode !== 'navigate' || request.method !== 'GET' || self.navigator.onLine) return
  const { pathname } = new URL(request.url)
  if (neverTouched.some((prefix) => pathname.startsWith(prefix))) return
  // The browser may be wrong: the network is asked first.
  event.respondWith(fetch(request).catch(keptPage))
})
