import { requireApiUser } from '@/lib/auth/current-user'
import { noStore } from '@/lib/http/cache-control'
import { readJson } from '@/lib/http/json-body'
import { type RouteContext, routeHandlers } from '@/lib/http/route-handler'
import { maxNoteBytes } from '@/lib/product/note-text'
import { setNote } from '@/lib/product/set-note'

const noNote = { text: '' }

function noteHandler(readNote: (request: Request) => Promise<unknown>) {
  return async (request: Request, { params }: RouteContext) => {
    const user = await requireApiUser(request)
    await setNote(user.id, (await params).id, await readNote(request))
    return new Response(null, { status: 204, headers: noStore })
  }
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  PUT: noteHandler((request) => readJson(request, maxNoteBytes)),
  DELETE: noteHandler(() => Promise.resolve(noNote)),
})
