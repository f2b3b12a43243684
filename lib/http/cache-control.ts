/** For everything personal, every API answer and every error (OWASP ASVS 5.0 §14.3.2). */
export const noStore = { 'cache-control': 'private, no-store', pragma: 'no-cache' } as const
