// OWASP ASVS 5.0 §14.3.1: what a browser still holds of a session goes with it. Chromium answers this header only on https
// and loopback.
export const clearSiteData = ['clear-site-data', '"cache", "cookies", "storage"'] as const
