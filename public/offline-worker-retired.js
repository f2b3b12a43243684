// Takes public/offline-worker.js away again: deployed in its place, it ends itself and what it kept with each browser's next
// visit (docs/decisions/0024).
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([caches.delete('gatehouse-offline'), self.registration.unregister()]))
})
