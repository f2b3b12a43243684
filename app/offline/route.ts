import { offlineResponse } from '@/lib/http/offline-page'
import { routeHandlers } from '@/lib/http/route-handler'
import { toLanguage } from '@/lib/i18n/languages'
import { languageOf } from '@/lib/preferences/preferences'

/** Kept by the offline worker; nobody is sent here. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  GET: async (request) => {
    const asked = new URL(request.url).searchParams.get('language')
    return offlineResponse(toLanguage(asked) ?? languageOf(request.headers))
  },
})
