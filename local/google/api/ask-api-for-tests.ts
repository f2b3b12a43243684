import type { TestClient } from '../client-for-tests.ts'

/** Asks an API of the local Google; `token` is an access token. */
export async function askApi(
  rp: TestClient,
  path: string,
  token: string,
  init: RequestInit = {},
): Promise<Response> {
  const headers = { ...(init.headers as object), authorization: `Bearer ${token}` }
  return fetch(rp.issuer + path, { ...init, headers })
}

/** The answer as JSON, whatever it is; throws where it is not a 200. */
export async function readApi<Answer>(rp: TestClient, path: string, token: string) {
  const response = await askApi(rp, path, token)
  if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`)
  return (await response.json()) as Answer
}
