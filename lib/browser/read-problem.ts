/** An answer of our API that was no success, with the id under which the server logged it. */
export class ApiProblemError extends Error {
  override name = 'ApiProblemError'
  readonly status: number
  readonly requestId: string | null
  constructor(status: number, requestId: string | null) {
    super(`The server answered ${status}.`)
    this.status = status
    this.requestId = requestId
  }
}

/** Reads a problem document (RFC 9457); whatever else came back keeps its status alone. */
export async function readProblem(response: Response): Promise<ApiProblemError> {
  const body: unknown = await response.json().catch(() => null)
  const instance =
    typeof body === 'object' && body !== null && 'instance' in body ? body.instance : null
  return new ApiProblemError(response.status, typeof instance === 'string' ? instance : null)
}
