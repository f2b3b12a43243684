/** The part of oidc-provider 9 (and of the Koa beneath it) that the local Google uses. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export interface Grant {
    jti: string
    accountId: string
    clientId: string
    rejected?: unknown
    addOIDCScope(scope: string): void
    rejectOIDCScope(scope: string): void
    getOIDCScope(): string
    getOIDCScopeFiltered(filter: Set<string>): string
    save(): Promise<string>
  }

  export interface Token {
    jti: string
    kind: string
    accountId: string
    clientId: string
    grantId: string
    scopes: Set<string>
  }

  interface Model<Instance> {
    new (properties: { accountId: string; clientId: string }): Instance
    find(id: string): Promise<Instance | undefined>
    prototype: { generateTokenId(): string }
  }

  export interface Interaction {
    uid: string
    params: Record<string, string | undefined>
  }

  export interface InteractionResult {
    error?: string
    error_description?: string
    login?: { accountId: string }
    select_account?: Record<string, never>
    consent?: { grantId: string; shown: boolean }
  }

  export interface OidcContext {
    params?: Record<string, string | undefined>
    body?: Record<string, string | string[] | undefined>
    result?: InteractionResult
    grant?: Grant
    requestParamOIDCScopes: Set<string>
  }

  export interface Context {
    req: IncomingMessage
    res: ServerResponse
    method: string
    path: string
    query: Record<string, string | string[] | undefined>
    querystring: string
    host: string
    protocol: string
    headers: IncomingMessage['headers']
    status: number
    body: unknown
    type: string
    respond?: boolean
    /** The account whose access token an API call carried. */
    caller?: string
    oidc?: OidcContext
    response: { get(name: string): string | string[] }
    get(name: string): string
    set(name: string, value: string | string[]): void
    remove(name: string): void
    redirect(url: string): void
  }

  export type Next = () => Promise<void>
  export type Middleware = (ctx: Context, next: Next) => Promise<void>

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>)
    readonly Grant: Model<Grant>
    readonly AccessToken: Model<Token>
    readonly RefreshToken: Model<Token>
    readonly AuthorizationCode: Model<Token>
    use(middleware: Middleware): this
    callback(): (req: IncomingMessage, res: ServerResponse) => void
    on(event: string, listener: (ctx: Context, error: Error) => void): this
    interactionDetails(req: IncomingMessage, res: ServerResponse): Promise<Interaction>
    interactionResult(
      req: IncomingMessage,
      res: ServerResponse,
      result: InteractionResult,
      options?: { mergeWithLastSubmission?: boolean },
    ): Promise<string>
  }

  export namespace interactionPolicy {
    class Prompt {
      constructor(options: { name: string; requestable?: boolean })
    }
    function base(): { add(prompt: Prompt, index?: number): void }
  }
}
