import { noStore } from './cache-control'
import { toSafePath } from './safe-path'

export const outageRetrySeconds = 5

// Stands alone: no script, no style, no database. `toSafePath` leaves no quote and no angle bracket in an address.
const toPage = (address: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${outageRetrySeconds}; url=${address.replaceAll('&', '&amp;')}">
<title>Having trouble · Gatehouse</title>
</head>
<body>
<main>
<h1>Gatehouse is having trouble</h1>
<p>You are not signed out. This page tries again by itself in a few seconds.</p>
</main>
</body>
</html>
`

/** What a navigation gets where nobody can tell whether the person is signed in: 503, and back to where they were. */
export function outageResponse(dangerousPath: string | null): Response {
  return new Response(toPage(toSafePath(dangerousPath)), {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'retry-after': String(outageRetrySeconds),
      ...noStore,
    },
  })
}
