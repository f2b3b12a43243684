/** Where the parts of the running stack are; handed to every test. */
export interface StackAddresses {
  /** The origin the site believes it has; every replica's. Requests may go to any replica's own address. */
  readonly authUrl: string
  /** Two processes of one production build, on one database. */
  readonly replicaUrls: readonly [string, string]
  /** The same site built without middleware.ts. */
  readonly noMiddlewareUrl: string
  readonly googleUrl: string
  readonly databaseUrl: string
  /** A migrated and seeded database that nobody writes to: `CREATE DATABASE … TEMPLATE` copies it in no time. */
  readonly templateDatabase: string
  readonly authSecret: string
  readonly clientId: string
  readonly clientSecret: string
  /** Postgres' log with every statement. */
  readonly statementLogFile: string
  readonly logFolder: string
}
