// Registers the worker that shows a page of ours instead of the browser's error where a navigation finds no network
// (public/offline-worker.js, docs/decisions/0024). Only once the page has nothing else to do.
import { paths } from '@/lib/config/paths'

export function registerOfflinePage(): () => void {
  // Absent outside secure contexts, whatever the types say.
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer }
  if (!serviceWorker) return () => {}
  const register = () => {
    const address = paths.offlineWorker(document.documentElement.lang)
    serviceWorker.register(address, { updateViaCache: 'none' }).catch(() => {
      // The browser's own error page has to do.
    })
  }
  const timer = setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(register)
    else register()
  }, delayMilliseconds)
  return () => clearTimeout(timer)
}

const delayMilliseconds = 3_000
