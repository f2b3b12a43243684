/** The server does not know the visitor's zone, and a page has to read the same without JavaScript. */
export const shownTimeZone = 'UTC'
